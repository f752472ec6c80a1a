package dev.lifeline.domain.project;

/** Detects text without a visible character: white space and all invisible characters of Unicode. */
final class BlankText {
    /**
     * Ranges (first, last) of the Unicode property Default_Ignorable_Code_Point (DerivedCoreProperties of Unicode 16),
     * which the JDK does not offer, and U+2800, the Braille pattern without dots.
     */
    private static final int[] INVISIBLE = {
        0x00AD, 0x00AD, 0x034F, 0x034F, 0x061C, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180F, 0x200B, 0x200F,
        0x202A, 0x202E, 0x2060, 0x206F, 0x2800, 0x2800, 0x3164, 0x3164, 0xFE00, 0xFE0F, 0xFEFF, 0xFEFF, 0xFFA0, 0xFFA0,
        0xFFF0, 0xFFF8, 0x1BCA0, 0x1BCA3, 0x1D173, 0x1D17A, 0xE0000, 0xE0FFF
    };

    private BlankText() {}

    /** Returns whether the text has no visible character; true for an empty text. */
    static boolean isBlank(String text) {
        return text.codePoints().allMatch(BlankText::isBlank);
    }

    private static boolean isBlank(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || isInvisible(c);
    }

    private static boolean isInvisible(int c) {
        for (int i = 0; i < INVISIBLE.length; i += 2) {
            if (c >= INVISIBLE[i] && c <= INVISIBLE[i + 1]) {
                return true;
            }
        }
        return false;
    }
}

package dev.lifeline.monitoring.internal.remote;

/** Untrusted text in output lines. */
final class UntrustedText {
    private static final int LIMIT = 120;

    private UntrustedText() {}

    /**
     * Returns the text on one line, without characters that move the cursor, reverse or hide text, and with at most 120
     * characters.
     */
    static String clean(String text) {
        String visible = text.replaceAll("[\\p{C}\\p{Z}\\s]+", " ").strip();
        return visible.codePointCount(0, visible.length()) <= LIMIT
                ? visible
                : visible.substring(0, visible.offsetByCodePoints(0, LIMIT)) + "...";
    }
}

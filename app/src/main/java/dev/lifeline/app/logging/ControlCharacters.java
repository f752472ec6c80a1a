package dev.lifeline.app.logging;

/**
 * Characters that change how a terminal or a viewer shows a log: control characters, line separators, and marks that
 * reorder text. Logged texts of clients may contain them.
 */
final class ControlCharacters {

    private ControlCharacters() {}

    static boolean isOne(char c) {
        return Character.isISOControl(c)
                || c == '\u061c'
                || c == '\u2028'
                || c == '\u2029'
                || (c >= '\u200e' && c <= '\u200f')
                || (c >= '\u202a' && c <= '\u202e')
                || (c >= '\u2066' && c <= '\u2069');
    }

    /** Returns the text on one line: a line break becomes a blank, and each other character an escape. */
    static String escaped(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isOne(text.charAt(i))) {
                return escapedFrom(text, i);
            }
        }
        return text;
    }

    private static String escapedFrom(String text, int first) {
        var line = new StringBuilder(text.length() + 16).append(text, 0, first);
        boolean isAfterBreak = false;
        for (int i = first; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isBreak = c == '\n' || c == '\r';
            if (isBreak && !isAfterBreak) {
                line.append(' ');
            } else if (!isBreak && isOne(c)) {
                line.append(unicode(c));
            } else if (!isBreak) {
                line.append(c);
            }
            isAfterBreak = isBreak;
        }
        return line.toString();
    }

    /** Returns the escape of Java and of JSON. */
    static String unicode(char c) {
        return String.format("\\u%04x", (int) c);
    }
}

package dev.lifeline.monitoring.internal.remote;

/** Text of somebody else's that is to stand in a line of ours. */
final class ForeignText {
    private static final int LIMIT = 120;

    private ForeignText() {}

    /**
     * The same text in one line, without what could move a cursor, turn letters around or hide them, and not longer than 120
     * characters.
     */
    static String clean(String text) {
        String visible = text.replaceAll("[\\p{C}\\p{Z}\\s]+", " ").strip();
        return visible.codePointCount(0, visible.length()) <= LIMIT
                ? visible
                : visible.substring(0, visible.offsetByCodePoints(0, LIMIT)) + "...";
    }
}

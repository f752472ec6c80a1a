package dev.lifeline.app.logging;

/** Format of log lines. */
public enum LogFormat {
    /** One line of text. */
    PLAIN,
    /** One JSON object per line. */
    JSON
}

package dev.lifeline.app.logging;

/** How a log line looks. */
public enum LogFormat {
    /** For people: one line of text. */
    PLAIN,
    /** For programs: one JSON object a line. */
    JSON
}

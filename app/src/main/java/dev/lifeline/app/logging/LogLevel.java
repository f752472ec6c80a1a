package dev.lifeline.app.logging;

/** Lowest level of Lifeline's log lines that is written. */
public enum LogLevel {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR
}

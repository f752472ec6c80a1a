package dev.lifeline.app.logging;

/** From which weight on Lifeline's own log lines are written. */
public enum LogLevel {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR
}

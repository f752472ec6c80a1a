package dev.lifeline.app.logging;

import static java.util.Objects.requireNonNull;

/** Settings of the log. */
public record LogConfig(LogFormat format, LogLevel level) {

    public LogConfig {
        requireNonNull(format, "format");
        requireNonNull(level, "level");
    }

    /** Returns the defaults: plain lines from INFO on. */
    public static LogConfig defaults() {
        return new LogConfig(LogFormat.PLAIN, LogLevel.INFO);
    }
}

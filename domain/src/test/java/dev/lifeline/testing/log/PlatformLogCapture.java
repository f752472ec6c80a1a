package dev.lifeline.testing.log;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Captures what a library logs through {@code java.util.logging} until it is closed. Safe for use by several threads.
 */
public final class PlatformLogCapture extends Handler {
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final Logger logger; // strong reference: an unreferenced logger loses its handlers

    /** Captures the logger of that name and its children. */
    public PlatformLogCapture(String name) {
        logger = Logger.getLogger(name);
        logger.addHandler(this);
    }

    /** Returns the messages so far, each prefixed with its logger's name. */
    public List<String> messages() {
        return List.copyOf(messages);
    }

    @Override
    public void publish(LogRecord line) {
        messages.add(line.getLoggerName() + ": " + line.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}

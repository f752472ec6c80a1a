package dev.lifeline.app.http;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What a library logs from now on. Safe for use by several threads. */
final class CollectedLog extends Handler {
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final Logger logger; // which would else be forgotten with its handlers

    CollectedLog(String name) {
        logger = Logger.getLogger(name);
        logger.addHandler(this);
    }

    List<String> messages() {
        return messages;
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

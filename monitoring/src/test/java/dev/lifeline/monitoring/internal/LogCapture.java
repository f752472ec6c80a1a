package dev.lifeline.monitoring.internal;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Keeps what one logger writes, of every level, instead of letting it out. */
public final class LogCapture implements AutoCloseable {
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
    private final Logger logger;

    private LogCapture(Class<?> type) {
        logger = (Logger) LoggerFactory.getLogger(type);
        logger.setLevel(Level.TRACE);
        logger.setAdditive(false);
        logger.addAppender(appender);
        appender.start();
    }

    /** What is told of the connection. */
    public static LogCapture ofConnectionEvents() {
        return new LogCapture(ConnectionEventLog.class);
    }

    /** What one class tells. */
    public static LogCapture of(Class<?> type) {
        return new LogCapture(type);
    }

    /** Each line so far, as its level, a space and its text. */
    public List<String> lines() {
        return events().stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
    }

    List<ILoggingEvent> events() {
        return List.copyOf(appender.list);
    }

    /** Takes the newest lines away. */
    List<String> take() {
        List<String> lines = lines();
        appender.list.clear();
        return lines;
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
        logger.setAdditive(true);
        logger.setLevel(null);
    }
}

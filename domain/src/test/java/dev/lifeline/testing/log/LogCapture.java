package dev.lifeline.testing.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Captures log events until it is closed. Safe for use by several threads. */
public final class LogCapture implements AutoCloseable {
    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
    private final Collector collector = new Collector();
    private final Logger logger;

    private LogCapture(Logger logger) {
        this.logger = logger;
        collector.setContext(logger.getLoggerContext());
        collector.start();
        logger.addAppender(collector);
    }

    /** Captures all levels of a class's logger and suppresses their console output. */
    public static LogCapture of(Class<?> type) {
        return of(type.getName());
    }

    /** Captures all levels of a logger and suppresses their console output. */
    public static LogCapture of(String name) {
        LogCapture capture = new LogCapture((Logger) LoggerFactory.getLogger(name));
        capture.logger.setLevel(Level.TRACE);
        capture.logger.setAdditive(false);
        return capture;
    }

    /** Captures the events of all loggers at their current levels. */
    public static LogCapture ofEverything() {
        return new LogCapture((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME));
    }

    /** Returns the events so far, each as level, space and message. */
    public List<String> lines() {
        return events.stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
    }

    /** Returns the events so far. */
    public List<ILoggingEvent> events() {
        return List.copyOf(events);
    }

    /** Returns the events of level WARN or ERROR so far. */
    public List<ILoggingEvent> alarms() {
        return events.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .toList();
    }

    /** Returns the lines so far and discards them. */
    public List<String> take() {
        List<String> lines = lines();
        events.clear();
        return lines;
    }

    @Override
    public void close() {
        logger.detachAppender(collector);
        collector.stop();
        if (!logger.getName().equals(org.slf4j.Logger.ROOT_LOGGER_NAME)) {
            logger.setAdditive(true);
            logger.setLevel(null);
        }
    }

    private final class Collector extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            events.add(event);
        }
    }
}

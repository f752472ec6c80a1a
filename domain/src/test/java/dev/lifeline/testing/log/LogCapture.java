package dev.lifeline.testing.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Records what is logged until it is closed. Safe for use by several threads. */
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

    /** Records every level of one class's logger, and keeps its lines off the console. */
    public static LogCapture of(Class<?> type) {
        return of(type.getName());
    }

    /** Records every level of one logger, and keeps its lines off the console. */
    public static LogCapture of(String name) {
        LogCapture capture = new LogCapture((Logger) LoggerFactory.getLogger(name));
        capture.logger.setLevel(Level.TRACE);
        capture.logger.setAdditive(false);
        return capture;
    }

    /** Records what every logger writes at its present level. */
    public static LogCapture ofEverything() {
        return new LogCapture((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME));
    }

    /** Each line so far, as its level, a space and its text. */
    public List<String> lines() {
        return events.stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
    }

    /** Each line so far. */
    public List<ILoggingEvent> events() {
        return List.copyOf(events);
    }

    /** The lines of level WARN or ERROR so far. */
    public List<ILoggingEvent> alarms() {
        return events.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .toList();
    }

    /** Returns the lines so far and forgets them. */
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

package dev.lifeline.rest;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Everything that is logged from its start to its end, by whomever. Safe for use by several threads. */
final class CapturedLog implements AutoCloseable {
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
    private final Collector collector = new Collector();

    private CapturedLog() {}

    static CapturedLog start() {
        var log = new CapturedLog();
        log.collector.setContext(log.root.getLoggerContext());
        log.collector.start();
        log.root.addAppender(log.collector);
        return log;
    }

    /** What was logged at WARN or ERROR. */
    List<ILoggingEvent> alarms() {
        return events.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .toList();
    }

    @Override
    public void close() {
        root.detachAppender(collector);
        collector.stop();
    }

    private final class Collector extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            events.add(event);
        }
    }
}

package dev.lifeline.persistence.internal.batch;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What is told of statements that fail, until it is closed. */
final class BatchLog implements AutoCloseable {
    private final Logger logger = (Logger) LoggerFactory.getLogger(FailedBatches.class);
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    BatchLog() {
        appender.start();
        logger.addAppender(appender);
    }

    List<ILoggingEvent> lines() {
        return List.copyOf(appender.list);
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
    }
}

package dev.lifeline.datasource.internal.batch;

import static java.lang.System.Logger.Level.WARNING;

import dev.lifeline.domain.connection.DatabaseUnavailableException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Logs once when shared statements fail repeatedly. The failures would otherwise only show as slowness, because each
 * look-up then runs alone and succeeds. A few consecutive failures may be caused by one key; outages are reported
 * elsewhere. Safe for use by several threads.
 */
final class FailedBatches {
    /** Number of consecutive failures that is logged. */
    static final int NOTEWORTHY = 10;

    private static final System.Logger LOG = System.getLogger(FailedBatches.class.getName());

    private final AtomicInteger inARow = new AtomicInteger();

    void succeeded() {
        if (inARow.get() > 0) {
            inARow.set(0);
        }
    }

    void failed(Throwable cause) {
        if (!(cause instanceof DatabaseUnavailableException) && inARow.incrementAndGet() == NOTEWORTHY) {
            LOG.log(
                    WARNING,
                    "Batched look-ups fail repeatedly; each look-up now runs as a separate statement, which is slower",
                    cause);
        }
    }
}

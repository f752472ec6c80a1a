package dev.lifeline.datasource.internal.batch;

import static java.lang.System.Logger.Level.WARNING;

import dev.lifeline.domain.connection.DatabaseUnavailableException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tells the log, once, when all statements that ask for several fail. Nobody else would notice but by the speed: each caller then
 * asks alone, and is answered. Few in a row may be the doing of one key, and an outage is told of elsewhere. Safe for use by
 * several threads.
 */
final class FailedBatches {
    /** So many in a row are no coincidence. */
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
                    "Look-ups that share a statement fail time after time; each asks alone, which is slower",
                    cause);
        }
    }
}

package dev.lifeline.datasource.internal.batch;

import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * Limits the number of concurrent statements. Permits can be reserved for callers that have waited for a while. Safe
 * for use by several threads.
 */
final class StatementPermits {
    private final Semaphore free;
    private final long patienceNanos;

    /** @param patience time that a caller must have waited to use a permit */
    StatementPermits(int count, Duration patience) {
        this.free = new Semaphore(count);
        this.patienceNanos = patience.toNanos();
    }

    boolean take() {
        return free.tryAcquire();
    }

    void leave() {
        free.release();
    }

    /** Returns whether the caller may use a permit now. */
    boolean isFor(PendingLookup<?, ?> caller) {
        return patienceNanos == 0 || caller.waitedNanos() >= patienceNanos;
    }
}

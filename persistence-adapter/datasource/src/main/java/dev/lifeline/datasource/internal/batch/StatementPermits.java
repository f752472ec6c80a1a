package dev.lifeline.datasource.internal.batch;

import java.time.Duration;
import java.util.concurrent.Semaphore;

/** So many statements run at a time; some places are only for those who have waited for a while. Safe for use by several threads. */
final class StatementPermits {
    private final Semaphore free;
    private final long patienceNanos;

    /**
     * @param patience how long somebody has to have waited before a place is his
     */
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

    /** Whether a place may be that caller's now. */
    boolean isFor(PendingLookup<?, ?> caller) {
        return patienceNanos == 0 || caller.waitedNanos() >= patienceNanos;
    }
}

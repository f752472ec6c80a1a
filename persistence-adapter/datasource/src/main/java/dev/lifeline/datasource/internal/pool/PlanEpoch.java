package dev.lifeline.datasource.internal.pool;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts reports of stale prepared statements. An altered table affects all connections, so each connection discards
 * its prepared statements before it is lent again. Safe for use by several threads.
 */
final class PlanEpoch {
    private final AtomicLong epoch = new AtomicLong();

    long now() {
        return epoch.get();
    }

    void advance() {
        epoch.incrementAndGet();
    }
}

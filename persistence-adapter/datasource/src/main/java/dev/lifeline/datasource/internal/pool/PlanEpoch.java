package dev.lifeline.datasource.internal.pool;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts how often a server reported that a prepared statement is out of date. Such a change of a table concerns every
 * connection, so that each one forgets its prepared statements before it is lent again. Safe for use by several threads.
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

package dev.lifeline.datasource.internal.pool;

import dev.lifeline.domain.time.Ticker;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Lets transactions that have lost their connection get another one before new transactions get their first: while a
 * new pool is filled, these would borrow each connection that is returned. Safe for use by several threads.
 */
final class RecoveryPriority {
    private final Ticker ticker;
    private volatile int recovering;

    RecoveryPriority(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Borrows a connection. */
    @FunctionalInterface
    interface Borrow<T> {
        T now() throws SQLException;
    }

    /** Borrows a connection while new transactions wait. */
    <T> T first(Borrow<T> borrow) throws SQLException {
        enter();
        try {
            return borrow.now();
        } finally {
            leave();
        }
    }

    private synchronized void enter() {
        recovering++;
    }

    private synchronized void leave() {
        recovering--;
        if (recovering == 0) {
            notifyAll();
        }
    }

    /** Returns whether a transaction waits for another connection. Does not block. */
    boolean isTaken() {
        return recovering > 0;
    }

    /**
     * Waits until no transaction waits for another connection, at most for that time. An interrupt ends the wait and
     * remains set.
     */
    synchronized void giveWay(Duration longest) {
        long nanos = longest.toNanos();
        long end = ticker.nanos() + nanos;
        try {
            for (long left = nanos; recovering > 0 && left > 0; left = end - ticker.nanos()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

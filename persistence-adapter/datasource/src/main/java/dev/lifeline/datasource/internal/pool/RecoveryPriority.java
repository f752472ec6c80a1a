package dev.lifeline.datasource.internal.pool;

import dev.lifeline.datasource.internal.jdbc.Borrowers;
import dev.lifeline.datasource.internal.operation.Deadline;
import dev.lifeline.domain.time.Ticker;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Lets transactions that have lost their connection get another one before new transactions get their first: while a
 * new pool is filled, new transactions would borrow each connection that is returned. Safe for use by several threads.
 */
final class RecoveryPriority {
    /** Time after which a caller that gives way checks for an outage and for its cancellation. */
    private static final Duration GIVING_WAY = Duration.ofMillis(500);

    private final Borrowers borrowers;
    private final Ticker ticker;
    private volatile int recovering;

    RecoveryPriority(Borrowers borrowers, Ticker ticker) {
        this.borrowers = borrowers;
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

    /**
     * Waits for a limited time if transactions that have lost their connection wait for another one. A thread that
     * holds a connection does not wait, because such a transaction may need its connection. An interrupt ends the wait
     * and remains set.
     *
     * @return whether the thread gave way to such transactions, without an interrupt
     */
    boolean gaveWay(Deadline deadline) {
        if (recovering == 0 || deadline.isOver() || borrowers.includeThisThread()) {
            return false;
        }
        await(deadline.atMost(GIVING_WAY));
        return !Thread.currentThread().isInterrupted();
    }

    /** Waits until no transaction waits for another connection, at most for that time. */
    private synchronized void await(Duration longest) {
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

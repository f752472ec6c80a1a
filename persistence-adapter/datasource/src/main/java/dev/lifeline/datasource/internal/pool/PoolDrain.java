package dev.lifeline.datasource.internal.pool;

import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import java.util.concurrent.Phaser;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Closes replaced pools on separate threads: closing a HikariCP pool closes its connections in use, and takes seconds
 * if the server does not answer. Safe for use by several threads.
 */
final class PoolDrain implements AutoCloseable {
    private static final Duration CHECK_INTERVAL = Duration.ofMillis(20);

    /** Longest time for work in progress when the data source closes. */
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    /** Sum of HikariCP's own limits for closing a pool if the server does not answer. */
    private static final Duration CUT_LIMIT = Duration.ofSeconds(30);

    private final Ticker ticker;

    /** One party for each open pool, and one for this class. */
    private final Phaser open = new Phaser(1);

    private final ScheduledThreadPoolExecutor threads;
    private volatile long endOfWork = Long.MAX_VALUE;

    PoolDrain(Ticker ticker, ThreadFactory factory) {
        this.ticker = ticker;
        this.threads = new ScheduledThreadPoolExecutor(2, factory);
    }

    /**
     * Closes a pool as soon as its work is done, however long that takes; the sentinel closes connections if their
     * server is gone. Does not block.
     */
    void closeWhenDone(PoolGeneration pool) {
        open.register();
        pool.retire();
        checkLater(pool, false);
    }

    /** Returns whether a replaced pool is still open. */
    boolean isAtWork() {
        return open.getUnarrivedParties() > 1;
    }

    /**
     * Schedules the next check. The pool is never closed at once, because a caller may have read it as the current pool
     * and be about to take a connection.
     */
    private void checkLater(PoolGeneration pool, boolean drainedBefore) {
        try {
            ScheduledFuture<?> unused = threads.schedule(
                    () -> check(pool, drainedBefore), CHECK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            close(pool);
        }
    }

    private void check(PoolGeneration pool, boolean drainedBefore) {
        boolean drained = pool.isDrained();
        if ((drained && drainedBefore) || isOver(endOfWork)) {
            close(pool);
        } else {
            checkLater(pool, drained);
        }
    }

    private boolean isOver(long deadline) {
        return deadline != Long.MAX_VALUE && ticker.nanos() - deadline >= 0;
    }

    private void close(PoolGeneration pool) {
        try {
            pool.close();
        } finally {
            open.arriveAndDeregister();
        }
    }

    /** Closes all pools: waits a few seconds for their work, then until they are closed. */
    @Override
    public void close() {
        endOfWork = ticker.nanos() + CLOSE_LIMIT.toNanos();
        try {
            open.awaitAdvanceInterruptibly(open.arrive(), CUT_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            // The pool cannot be closed in time. Its threads are daemons and end with the process.
        } finally {
            threads.shutdownNow();
        }
    }
}

package dev.lifeline.datasource.internal.pool;

import dev.lifeline.datasource.internal.thread.DaemonThreads;
import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import java.util.concurrent.Phaser;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Ends pools that were replaced, away from the threads of callers: closing a HikariCP pool cuts the work on it, and takes
 * seconds when the server is silent. Safe for use by several threads.
 */
final class PoolDrain implements AutoCloseable {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    /** How long work may go on once everything ends. */
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    /** HikariCP's own bounds when it closes a pool whose server is silent add up to this. */
    private static final Duration CUT_LIMIT = Duration.ofSeconds(30);

    private final Ticker ticker;

    /** One party for each pool that is not closed yet, and one for us. */
    private final Phaser open = new Phaser(1);

    private final ScheduledThreadPoolExecutor threads;
    private volatile long endOfWork = Long.MAX_VALUE;

    PoolDrain(Ticker ticker) {
        this.ticker = ticker;
        this.threads = new ScheduledThreadPoolExecutor(2, DaemonThreads.called("drain"));
    }

    /**
     * Closes a pool as soon as its work is done, however long that takes: the sentinel closes the connections whose server is gone.
     * Returns at once.
     */
    void closeWhenDone(PoolGeneration pool) {
        open.register();
        pool.retire();
        lookLater(pool, false);
    }

    /** Returns whether a pool that was replaced is not closed yet. */
    boolean isAtWork() {
        return open.getUnarrivedParties() > 1;
    }

    /** Never at once: somebody may have seen this pool in use, and be about to take a connection. */
    private void lookLater(PoolGeneration pool, boolean drainedBefore) {
        try {
            ScheduledFuture<?> unused =
                    threads.schedule(() -> look(pool, drainedBefore), LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            close(pool);
        }
    }

    private void look(PoolGeneration pool, boolean drainedBefore) {
        boolean drained = pool.isDrained();
        if ((drained && drainedBefore) || isOver(endOfWork)) {
            close(pool);
        } else {
            lookLater(pool, drained);
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

    /** Waits until every pool is closed: for the work on them a few seconds, then for the cut. */
    @Override
    public void close() {
        endOfWork = ticker.nanos() + CLOSE_LIMIT.toNanos();
        try {
            open.awaitAdvanceInterruptibly(open.arrive(), CUT_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            // A pool that cannot be closed in time ends with the process: its threads are daemons.
        } finally {
            threads.shutdownNow();
        }
    }
}

package dev.lifeline.persistence.internal.recovery;

import dev.lifeline.domain.time.Ticker;
import dev.lifeline.persistence.internal.thread.Daemons;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The one thread that the recovery engine is confined to. Safe for use by several threads. */
final class EngineThread implements AutoCloseable {
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);
    private static final long IDLE = Long.MAX_VALUE;

    private final Ticker ticker;
    private final ScheduledThreadPoolExecutor executor;
    private @Nullable Future<?> planned;

    /** When the work began that is under way; only the one thread writes it. */
    private volatile long busySince = IDLE;

    EngineThread(Ticker ticker) {
        this.ticker = ticker;
        executor = new ScheduledThreadPoolExecutor(1, Daemons.called("recovery"));
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
    }

    /** Runs work soon; after the end it yields the substitute instead. */
    <T> CompletableFuture<T> submit(Supplier<T> work, Supplier<T> substitute) {
        try {
            return CompletableFuture.supplyAsync(() -> timed(work), executor);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(substitute.get());
        }
    }

    private <T> T timed(Supplier<T> work) {
        busySince = ticker.nanos();
        try {
            return work.get();
        } finally {
            busySince = IDLE;
        }
    }

    /** Whether the work under way has taken longer than that. */
    boolean isBusyFor(Duration limit) {
        long since = busySince;
        return since != IDLE && ticker.nanos() - since > limit.toNanos();
    }

    /** Plans work in place of what was planned before; nothing without a delay, and nothing after the end. */
    synchronized void plan(Runnable work, @Nullable Duration delay) {
        if (planned != null) {
            planned.cancel(false);
            planned = null;
        }
        if (delay == null) {
            return;
        }
        try {
            planned = executor.schedule(work, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The thread has ended, and with it every plan.
        }
    }

    /** Runs something short again and again, which must not throw. */
    void repeat(Runnable work, Duration pause) {
        ScheduledFuture<?> unused =
                executor.scheduleWithFixedDelay(work, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Gives the thread up: whatever it hangs on, nobody waits for it. */
    void abandon() {
        executor.shutdownNow();
    }

    /** Ends the thread. Waits for work under way, in bounded time. */
    @Override
    public void close() {
        Daemons.end(executor, CLOSE_LIMIT);
    }
}

package dev.lifeline.persistence.internal.recovery;

import dev.lifeline.persistence.internal.thread.Daemons;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The one thread that the recovery engine is confined to. Safe for use by several threads. */
final class EngineThread implements AutoCloseable {
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

    private final ScheduledThreadPoolExecutor executor;
    private @Nullable Future<?> planned;

    EngineThread() {
        executor = new ScheduledThreadPoolExecutor(1, Daemons.called("recovery"));
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Runs work soon; after the end it yields the substitute instead. */
    <T> CompletableFuture<T> submit(Supplier<T> work, Supplier<T> substitute) {
        try {
            return CompletableFuture.supplyAsync(work, executor);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(substitute.get());
        }
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

    /** Ends the thread. Waits for work under way, in bounded time. */
    @Override
    public void close() {
        Daemons.end(executor, CLOSE_LIMIT);
    }
}

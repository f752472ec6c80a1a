package dev.lifeline.datasource.internal.recovery;

import static java.lang.System.Logger.Level.DEBUG;

import dev.lifeline.datasource.internal.sentinel.Lateness;
import dev.lifeline.datasource.internal.thread.DaemonThreads;
import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The thread to which a recovery engine is confined. Safe for use by several threads. */
final class EngineThread implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(EngineThread.class.getName());
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

    private final Ticker ticker;
    private final Lateness lateness;
    private final ThreadFactory threads;
    private final ScheduledThreadPoolExecutor executor;
    private @Nullable Future<?> planned;

    /** Time at which the thread last started or finished a task. */
    private volatile SignOfLife last;

    /** @param lateness lateness of the whole process, which does not count as a hang */
    EngineThread(Ticker ticker, Lateness lateness, ThreadFactory threads) {
        this.ticker = ticker;
        this.lateness = lateness;
        this.threads = threads;
        this.last = new SignOfLife(ticker.nanos(), lateness.totalNanos());
        executor = new ScheduledThreadPoolExecutor(1, threads);
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
    }

    /** Starts the thread if that failed before, for example for lack of memory. Never throws. */
    void ensureStarted() {
        try {
            boolean unused = executor.prestartCoreThread();
        } catch (Throwable e) {
            LOG.log(DEBUG, "The recovery thread cannot be started; that is tried again", e);
        }
    }

    /**
     * Runs work as soon as possible; after the thread has ended, the result comes from the substitute. Never throws.
     */
    <T> CompletableFuture<T> submit(Supplier<T> work, Supplier<T> substitute) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            executor.execute(() -> complete(result, work));
        } catch (RejectedExecutionException e) {
            result.complete(substitute.get());
        } catch (Throwable e) {
            LOG.log(DEBUG, "The recovery thread cannot be started; its work is queued", e);
        }
        return result;
    }

    private <T> void complete(CompletableFuture<T> result, Supplier<T> work) {
        try {
            result.complete(timed(work));
        } catch (Throwable e) {
            result.completeExceptionally(e);
        }
    }

    private record SignOfLife(long at, long late) {}

    private <T> T timed(Supplier<T> work) {
        showLife();
        try {
            return work.get();
        } finally {
            showLife();
        }
    }

    private void showLife() {
        last = new SignOfLife(ticker.nanos(), lateness.totalNanos());
    }

    /**
     * Returns whether the thread has neither started nor finished a task for the given time, because it hangs or could
     * not be started. Lateness of the whole process does not count.
     */
    boolean isStuckFor(Duration limit) {
        SignOfLife sign = last;
        return ticker.nanos() - sign.at() - (lateness.totalNanos() - sign.late()) > limit.toNanos();
    }

    /** Returns whether planned work has not started yet. */
    synchronized boolean isPlanned() {
        return planned != null && !planned.isDone();
    }

    /** Plans work and cancels previously planned work. Plans nothing if the delay is null or the thread has ended. */
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
            // The thread has ended.
        }
    }

    /** Runs a short task repeatedly; it must not throw. Each run counts as activity of the thread. */
    void repeat(Runnable work, Duration pause) {
        Runnable shown = () -> {
            showLife();
            work.run();
            showLife();
        };
        ScheduledFuture<?> unused =
                executor.scheduleWithFixedDelay(shown, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Returns another thread, for a replaced engine. */
    EngineThread successor() {
        return new EngineThread(ticker, lateness, threads);
    }

    /** Abandons the thread, which may hang, without waiting for it. */
    void abandon() {
        executor.shutdownNow();
    }

    /** Ends the thread. Waits for running work, for at most 10 s. */
    @Override
    public void close() {
        DaemonThreads.end(executor, CLOSE_LIMIT);
    }
}

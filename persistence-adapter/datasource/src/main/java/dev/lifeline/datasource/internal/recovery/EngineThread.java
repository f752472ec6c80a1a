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

/** The one thread that the recovery engine is confined to. Safe for use by several threads. */
final class EngineThread implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(EngineThread.class.getName());
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

    private final Ticker ticker;
    private final Lateness lateness;
    private final ScheduledThreadPoolExecutor executor;
    private @Nullable Future<?> planned;

    /** When the thread last began or ended something. */
    private volatile SignOfLife last;

    /**
     * @param lateness of the whole process, which is not the fault of the work under way
     */
    EngineThread(Ticker ticker, Lateness lateness) {
        this(ticker, lateness, DaemonThreads.called("recovery"));
    }

    EngineThread(Ticker ticker, Lateness lateness, ThreadFactory threads) {
        this.ticker = ticker;
        this.lateness = lateness;
        this.last = new SignOfLife(ticker.nanos(), lateness.totalNanos());
        executor = new ScheduledThreadPoolExecutor(1, threads);
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
    }

    /** Starts the thread if that failed before, for want of memory for example. Never throws. */
    void ensureStarted() {
        try {
            boolean unused = executor.prestartCoreThread();
        } catch (Throwable e) {
            LOG.log(DEBUG, "The recovery thread cannot be started; that is tried again", e);
        }
    }

    /** Runs work soon, or as soon as the thread can be started; after the end it yields the substitute instead. Never throws. */
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
     * Whether the thread has neither begun nor ended anything for that long, since it hangs or could not be started. Time in
     * which the whole process was late does not count.
     */
    boolean isStuckFor(Duration limit) {
        SignOfLife sign = last;
        return ticker.nanos() - sign.at() - (lateness.totalNanos() - sign.late()) > limit.toNanos();
    }

    /** Whether work is planned that has not begun. */
    synchronized boolean isPlanned() {
        return planned != null && !planned.isDone();
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

    /** Runs something short again and again, which must not throw. Each run shows that the thread lives. */
    void repeat(Runnable work, Duration pause) {
        Runnable shown = () -> {
            showLife();
            work.run();
            showLife();
        };
        ScheduledFuture<?> unused =
                executor.scheduleWithFixedDelay(shown, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Gives the thread up: whatever it hangs on, nobody waits for it. */
    void abandon() {
        executor.shutdownNow();
    }

    /** Ends the thread. Waits for work under way, in bounded time. */
    @Override
    public void close() {
        DaemonThreads.end(executor, CLOSE_LIMIT);
    }
}

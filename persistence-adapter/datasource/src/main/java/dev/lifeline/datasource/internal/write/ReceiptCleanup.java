package dev.lifeline.datasource.internal.write;

import static java.lang.System.Logger.Level.DEBUG;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Deletes write receipts after a day, in batches that do not delay other clients. A client that did not get the outcome
 * of a write retries within hours. Uses one thread, started by the first write. Safe for use by several threads.
 */
final class ReceiptCleanup implements AutoCloseable {
    static final Duration KEPT = Duration.ofHours(24);
    static final int BATCH = 500;

    private static final System.Logger LOG = System.getLogger(ReceiptCleanup.class.getName());
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final Removal removal;
    private final Duration interval;
    private final AtomicBoolean started = new AtomicBoolean();
    private final ScheduledExecutorService thread;

    ReceiptCleanup(Removal removal, ThreadFactory threads) {
        this(removal, INTERVAL, threads);
    }

    /** @param interval time between cleanups, and before the first */
    ReceiptCleanup(Removal removal, Duration interval, ThreadFactory threads) {
        this.removal = removal;
        this.interval = interval;
        this.thread = new ScheduledThreadPoolExecutor(1, threads);
    }

    /** Deletes old receipts. */
    @FunctionalInterface
    interface Removal {

        /**
         * Deletes receipts that are older than the given age.
         *
         * @param limit maximum number of receipts to delete
         * @return number of deleted receipts
         */
        int remove(Duration age, int limit);
    }

    /** Starts the cleanup; idempotent. Does not block. */
    void start() {
        if (!started.get() && started.compareAndSet(false, true)) {
            var unused = thread.scheduleWithFixedDelay(
                    this::run, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void run() {
        try {
            while (removal.remove(KEPT, BATCH) == BATCH && !thread.isShutdown()) {
                LOG.log(DEBUG, "Removed " + BATCH + " old receipts");
            }
        } catch (RuntimeException e) {
            LOG.log(DEBUG, "Receipt cleanup failed; the next one is scheduled", e);
        }
    }

    /** Stops the cleanup. Does not wait for a batch in progress. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}

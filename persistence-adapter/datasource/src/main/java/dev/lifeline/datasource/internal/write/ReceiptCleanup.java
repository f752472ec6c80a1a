package dev.lifeline.datasource.internal.write;

import static java.lang.System.Logger.Level.DEBUG;

import dev.lifeline.datasource.internal.thread.DaemonThreads;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Removes the receipts of writes after a day, in batches that delay no other client. A client that did not get the outcome of a
 * write asks again within hours. Has a thread from the first write on. Safe for use by several threads.
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

    ReceiptCleanup(Removal removal) {
        this(removal, INTERVAL);
    }

    /**
     * @param interval from the end of one cleanup to the start of the next, and before the first
     */
    ReceiptCleanup(Removal removal, Duration interval) {
        this.removal = removal;
        this.interval = interval;
        this.thread = new ScheduledThreadPoolExecutor(1, DaemonThreads.called("receipt-cleanup"));
    }

    /** Removes old receipts. */
    @FunctionalInterface
    interface Removal {

        /**
         * Removes receipts that are older than an age.
         *
         * @param limit how many at most
         * @return how many it removed
         */
        int remove(Duration age, int limit);
    }

    /** Starts the cleanup; later calls do nothing. Does not block. */
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
            LOG.log(DEBUG, "Old receipts stay until the next cleanup", e);
        }
    }

    /** Ends the cleanup. Does not wait for a batch in flight. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}

package dev.lifeline.datasource.internal.sentinel;

import dev.lifeline.datasource.internal.thread.DaemonThreads;
import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Measures how late this process runs scheduled work: a dedicated thread beats 33 times per second, and each late beat
 * adds to a total. A timeout during which the total grew considerably shows a lack of CPU time rather than a silent
 * server. Safe for use by several threads.
 */
public final class Lateness implements AutoCloseable {
    /**
     * Interval of the measurements. It is much shorter than 100 ms, the period in which Linux assigns CPU time to
     * containers. It is no divisor of that period: otherwise each measurement would be due exactly when CPU time is
     * available again, and would not detect the rest of the period.
     */
    static final Duration BEAT = Duration.ofMillis(30);

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

    /** A timeout is no evidence if this fraction of it (1/4) passed without CPU time. */
    private static final int SHARE = 4;

    private final Ticker ticker;
    private @Nullable ScheduledThreadPoolExecutor thread;
    private volatile Beat last;

    /** Creates a meter that reports no lateness until it is started. */
    public Lateness(Ticker ticker) {
        this.ticker = ticker;
        this.last = new Beat(ticker.nanos(), 0, false);
    }

    /**
     * One beat.
     *
     * @param at time of the beat, in ticker nanoseconds
     * @param total lateness of all beats so far, in nanoseconds
     * @param followed whether another beat is due
     */
    private record Beat(long at, long total, boolean followed) {

        long totalAt(long now) {
            long late = followed ? now - at - BEAT.toNanos() : 0;
            return total + Math.max(0, late);
        }
    }

    /** Starts the beats, on one thread. */
    public synchronized void start(ThreadFactory threads) {
        beat();
        var executor = new ScheduledThreadPoolExecutor(1, threads);
        thread = executor;
        ScheduledFuture<?> unused =
                executor.scheduleWithFixedDelay(this::beat, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    void beat() {
        long now = ticker.nanos();
        last = new Beat(now, last.totalAt(now), true);
    }

    /**
     * Returns the lateness of all beats so far, including an overdue one, in nanoseconds; only differences are
     * meaningful.
     */
    public long totalNanos() {
        return last.totalAt(ticker.nanos());
    }

    /**
     * Returns whether so much of a wait passed without CPU time that its timeout is no evidence.
     *
     * @param before total at the start of the wait
     * @param limit length of the wait
     */
    public boolean explains(long before, Duration limit) {
        long late = totalNanos() - before;
        return late > 0 && late >= limit.toNanos() / SHARE;
    }

    /** Ends the beats. */
    @Override
    public synchronized void close() {
        if (thread != null) {
            DaemonThreads.end(thread, CLOSE_LIMIT);
        }
        last = new Beat(last.at(), last.total(), false);
    }
}

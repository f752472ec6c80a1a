package dev.lifeline.datasource.internal.sentinel;

import dev.lifeline.datasource.internal.thread.DaemonThreads;
import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Measures how late this process does what is due: a dedicated thread beats 33 times a second, and every beat that comes late
 * adds to a total. A timeout during which the total grew by much shows a process without processor time, not a silent server.
 * Safe for use by several threads.
 */
public final class Lateness implements AutoCloseable {
    /**
     * Much shorter than 100 ms, the period in which Linux hands out a container's processor time, and no divisor of it: a beat of
     * that length falls due just when there is processor time again, and never sees the rest of the period.
     */
    static final Duration BEAT = Duration.ofMillis(30);

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

    /** A timeout proves nothing if this share of it passed without processor time. */
    private static final int SHARE = 4;

    private final Ticker ticker;
    private final ScheduledThreadPoolExecutor thread =
            new ScheduledThreadPoolExecutor(1, DaemonThreads.called("heartbeat"));
    private volatile Beat last;

    /** A meter that does not beat yet, and reports no lateness until then. */
    public Lateness(Ticker ticker) {
        this.ticker = ticker;
        this.last = new Beat(ticker.nanos(), 0, false);
    }

    /**
     * One beat.
     *
     * @param total the lateness of all beats so far, in nanoseconds
     * @param followed whether another beat is due
     */
    private record Beat(long at, long total, boolean followed) {

        long totalAt(long now) {
            long late = followed ? now - at - BEAT.toNanos() : 0;
            return total + Math.max(0, late);
        }
    }

    /** Begins to beat. */
    public void start() {
        beat();
        ScheduledFuture<?> unused =
                thread.scheduleWithFixedDelay(this::beat, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    void beat() {
        long now = ticker.nanos();
        last = new Beat(now, last.totalAt(now), true);
    }

    /** Returns the lateness of all beats so far, the overdue one included, in nanoseconds; only differences mean something. */
    public long totalNanos() {
        return last.totalAt(ticker.nanos());
    }

    /**
     * Returns whether so much of a wait passed without processor time that its timeout proves nothing.
     *
     * @param before the total when the wait began
     * @param limit the length of the wait
     */
    public boolean explains(long before, Duration limit) {
        long late = totalNanos() - before;
        return late > 0 && late >= limit.toNanos() / SHARE;
    }

    /** Ends the beats. */
    @Override
    public void close() {
        DaemonThreads.end(thread, CLOSE_LIMIT);
        last = new Beat(last.at(), last.total(), false);
    }
}

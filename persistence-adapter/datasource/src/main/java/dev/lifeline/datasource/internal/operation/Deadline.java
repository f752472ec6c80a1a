package dev.lifeline.datasource.internal.operation;

import dev.lifeline.domain.time.Ticker;
import java.time.Duration;

/** End of the time that an operation has, made once when the operation enters. Monotonic, immutable. */
public final class Deadline {
    private final Ticker ticker;
    private final long end;

    private Deadline(Ticker ticker, long end) {
        this.ticker = ticker;
        this.end = end;
    }

    /** Returns the deadline that lies that long ahead. */
    public static Deadline in(Duration limit, Ticker ticker) {
        return new Deadline(ticker, ticker.nanos() + limit.toNanos());
    }

    /** Returns the time that is left; zero if it is over. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, end - ticker.nanos()));
    }

    /** Returns the time that is left, and no more than a limit. */
    public Duration atMost(Duration limit) {
        return shorter(left(), limit);
    }

    /** Returns the shorter of two times. */
    public static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Returns whether the time is over. */
    public boolean isOver() {
        return ticker.nanos() - end >= 0;
    }

    /** Returns whether it is over before another one. */
    public boolean isBefore(Deadline other) {
        return end - other.end < 0;
    }

    /** Returns the end by the ticker, in nanoseconds. */
    public long end() {
        return end;
    }
}

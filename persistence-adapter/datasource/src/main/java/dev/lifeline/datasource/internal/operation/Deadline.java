package dev.lifeline.datasource.internal.operation;

import dev.lifeline.domain.time.Ticker;
import java.time.Duration;

/** End of the time that an operation has, set once when the operation starts. Monotonic and immutable. */
public final class Deadline {
    private final Ticker ticker;
    private final long end;

    private Deadline(Ticker ticker, long end) {
        this.ticker = ticker;
        this.end = end;
    }

    /** Returns the deadline after the given time. */
    public static Deadline in(Duration limit, Ticker ticker) {
        return new Deadline(ticker, ticker.nanos() + limit.toNanos());
    }

    /** Returns the remaining time; zero after the deadline. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, end - ticker.nanos()));
    }

    /** Returns the remaining time, but at most the limit. */
    public Duration atMost(Duration limit) {
        return shorter(left(), limit);
    }

    /** Returns the shorter of two durations. */
    public static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Returns whether the deadline has passed. */
    public boolean isOver() {
        return ticker.nanos() - end >= 0;
    }

    /** Returns whether this deadline is before another one. */
    public boolean isBefore(Deadline other) {
        return end - other.end < 0;
    }

    /** Returns the ticker time of the deadline, in nanoseconds. */
    public long end() {
        return end;
    }
}

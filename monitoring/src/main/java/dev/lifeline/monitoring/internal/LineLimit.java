package dev.lifeline.monitoring.internal;

import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * Rate limit for similar log lines: passes the first line, and then one per interval. Confined to its owner's thread or
 * lock.
 */
final class LineLimit {
    private final Ticker ticker;
    private final long spanNanos;
    private boolean silent;
    private long lastNanos;
    private long leftOut;

    LineLimit(Ticker ticker, Duration span) {
        this.ticker = ticker;
        this.spanNanos = span.toNanos();
    }

    /** Returns how many lines were suppressed before this one; empty if this one must be suppressed as well. */
    OptionalLong next() {
        long now = ticker.nanos();
        if (silent && now - lastNanos < spanNanos) {
            leftOut++;
            return OptionalLong.empty();
        }
        long before = leftOut;
        silent = true;
        lastNanos = now;
        leftOut = 0;
        return OptionalLong.of(before);
    }

    /** Resets the limit: the next line passes. */
    void reset() {
        silent = false;
        leftOut = 0;
    }
}

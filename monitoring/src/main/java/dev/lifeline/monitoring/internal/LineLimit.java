package dev.lifeline.monitoring.internal;

import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import java.util.OptionalLong;

/** Lets the first of many similar lines pass, and then one in each span of time. Confined to whoever holds it. */
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

    /** How many lines were left out before this one, or nothing if this one is to be left out too. */
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

    /** Begins anew: the next line passes. */
    void reset() {
        silent = false;
        leftOut = 0;
    }
}

package dev.lifeline.domain.testing;

import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A ticker that stands still until a test turns it. Begins shortly before the largest number there is, as a real one may, so
 * that whoever compares instead of subtracting is found out. Safe for use by several threads.
 */
public final class FakeTicker implements Ticker {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);

    /** A ticker that stands still. */
    public FakeTicker() {}

    /** Turns the ticker. */
    public void advance(Duration step) {
        nanos.addAndGet(step.toNanos());
    }

    @Override
    public long nanos() {
        return nanos.get();
    }
}

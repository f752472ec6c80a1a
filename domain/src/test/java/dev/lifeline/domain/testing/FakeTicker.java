package dev.lifeline.domain.testing;

import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ticker that only moves when a test advances it. Starts shortly before {@link Long#MAX_VALUE}, as {@link
 * System#nanoTime} may, so that code which compares values instead of subtracting them fails. Safe for use by several
 * threads.
 */
public final class FakeTicker implements Ticker {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);

    public FakeTicker() {}

    /** Advances the ticker. */
    public void advance(Duration step) {
        nanos.addAndGet(step.toNanos());
    }

    @Override
    public long nanos() {
        return nanos.get();
    }
}

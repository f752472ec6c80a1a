package dev.lifeline.monitoring.internal.metrics;

import dev.lifeline.domain.time.Ticker;
import io.micrometer.core.instrument.Clock;

/** Adapts clock and ticker to Micrometer. */
public final class MicrometerTime implements Clock {
    private final java.time.Clock clock;
    private final Ticker ticker;

    public MicrometerTime(java.time.Clock clock, Ticker ticker) {
        this.clock = clock;
        this.ticker = ticker;
    }

    @Override
    public long wallTime() {
        return clock.millis();
    }

    @Override
    public long monotonicTime() {
        return ticker.nanos();
    }
}

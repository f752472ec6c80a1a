package dev.lifeline.domain.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until a test turns it. Safe for use by several threads. */
public final class FakeClock extends Clock {
    private final AtomicReference<Instant> now;
    private final ZoneId zone;

    /** A clock at 10:30 on 15 January 2024, UTC. */
    public FakeClock() {
        this(Instant.parse("2024-01-15T10:30:00Z"));
    }

    /** A clock at that moment, UTC. */
    public FakeClock(Instant start) {
        this(new AtomicReference<>(start), ZoneOffset.UTC);
    }

    private FakeClock(AtomicReference<Instant> now, ZoneId zone) {
        this.now = now;
        this.zone = zone;
    }

    /** Turns the clock, back if the step is negative. */
    public void advance(Duration step) {
        now.updateAndGet(before -> before.plus(step));
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    /** The same time seen from another zone: turning one clock turns the other. */
    @Override
    public Clock withZone(ZoneId other) {
        return new FakeClock(now, other);
    }
}

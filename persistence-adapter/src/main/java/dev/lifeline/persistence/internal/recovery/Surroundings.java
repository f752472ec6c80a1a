package dev.lifeline.persistence.internal.recovery;

import dev.lifeline.domain.time.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** Time and chance, which come in from outside. */
public record Surroundings(Clock clock, Ticker ticker, RandomGenerator random) {

    Instant now() {
        return clock.instant();
    }

    Duration since(long nanos) {
        return Duration.ofNanos(ticker.nanos() - nanos);
    }
}

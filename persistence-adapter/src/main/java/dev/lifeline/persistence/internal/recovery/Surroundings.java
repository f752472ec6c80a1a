package dev.lifeline.persistence.internal.recovery;

import dev.lifeline.domain.time.Ticker;
import dev.lifeline.persistence.internal.watch.AddressBook;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** Time, chance and the way to hosts, which come in from outside. */
public record Surroundings(Clock clock, Ticker ticker, RandomGenerator random, AddressBook.Lookup lookup) {

    Instant now() {
        return clock.instant();
    }

    Duration since(long nanos) {
        return Duration.ofNanos(ticker.nanos() - nanos);
    }
}

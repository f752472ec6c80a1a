package dev.lifeline.persistence.internal.recovery;

import dev.lifeline.domain.port.out.OperationTracer;
import dev.lifeline.domain.time.Ticker;
import dev.lifeline.persistence.internal.watch.AddressBook;
import dev.lifeline.persistence.internal.watch.Lateness;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * Time, chance, the way to hosts, and who follows operations: what comes in from outside.
 *
 * @param proof how long the proof of a fresh pool takes at most, with some time for a busy machine
 */
public record Surroundings(
        Clock clock,
        Ticker ticker,
        RandomGenerator random,
        AddressBook.Lookup lookup,
        OperationTracer tracer,
        Lateness lateness,
        Duration proof) {
    private static final Duration PROOF = Duration.ofSeconds(10);

    /** With a meter of its own for how late the process is. */
    public Surroundings(
            Clock clock, Ticker ticker, RandomGenerator random, AddressBook.Lookup lookup, OperationTracer tracer) {
        this(clock, ticker, random, lookup, tracer, new Lateness(ticker), PROOF);
    }

    /** The same without anybody who follows operations. */
    public Surroundings(Clock clock, Ticker ticker, RandomGenerator random, AddressBook.Lookup lookup) {
        this(clock, ticker, random, lookup, new OperationTracer() {});
    }

    /** Returns a copy in which a hanging engine is replaced sooner or later. */
    public Surroundings withProof(Duration other) {
        return new Surroundings(clock, ticker, random, lookup, tracer, lateness, other);
    }

    Instant now() {
        return clock.instant();
    }

    Duration since(long nanos) {
        return Duration.ofNanos(ticker.nanos() - nanos);
    }
}

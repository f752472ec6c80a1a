package dev.lifeline.datasource.internal.recovery;

import dev.lifeline.datasource.internal.sentinel.Lateness;
import dev.lifeline.datasource.internal.socket.HostAddresses;
import dev.lifeline.domain.port.out.OperationTracer;
import dev.lifeline.domain.time.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * Injected dependencies: time, randomness, host resolution and tracing.
 *
 * @param proof longest time for the validation of a new pool, with a margin for a busy machine
 */
public record EngineContext(
        Clock clock,
        Ticker ticker,
        RandomGenerator random,
        HostAddresses.Lookup lookup,
        OperationTracer tracer,
        Lateness lateness,
        Duration proof) {
    private static final Duration PROOF = Duration.ofSeconds(10);

    /** Creates a context that measures the lateness of the process. */
    public EngineContext(
            Clock clock, Ticker ticker, RandomGenerator random, HostAddresses.Lookup lookup, OperationTracer tracer) {
        this(clock, ticker, random, lookup, tracer, new Lateness(ticker), PROOF);
    }

    /** Creates a context without a tracer. */
    public EngineContext(Clock clock, Ticker ticker, RandomGenerator random, HostAddresses.Lookup lookup) {
        this(clock, ticker, random, lookup, new OperationTracer() {});
    }

    /**
     * Returns a copy with another limit for the validation of a pool, which determines when a hung engine is replaced.
     */
    public EngineContext withProof(Duration other) {
        return new EngineContext(clock, ticker, random, lookup, tracer, lateness, other);
    }

    Instant now() {
        return clock.instant();
    }

    Duration since(long nanos) {
        return Duration.ofNanos(ticker.nanos() - nanos);
    }
}

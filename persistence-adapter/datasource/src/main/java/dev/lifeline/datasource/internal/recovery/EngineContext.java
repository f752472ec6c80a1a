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
 * Time, chance, the way to hosts, and who follows operations: what comes in from outside.
 *
 * @param proof how long the proof of a fresh pool takes at most, with some time for a busy machine
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

    /** With a meter of its own for how late the process is. */
    public EngineContext(
            Clock clock, Ticker ticker, RandomGenerator random, HostAddresses.Lookup lookup, OperationTracer tracer) {
        this(clock, ticker, random, lookup, tracer, new Lateness(ticker), PROOF);
    }

    /** The same without anybody who follows operations. */
    public EngineContext(Clock clock, Ticker ticker, RandomGenerator random, HostAddresses.Lookup lookup) {
        this(clock, ticker, random, lookup, new OperationTracer() {});
    }

    /** Returns a copy in which a hanging engine is replaced sooner or later. */
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

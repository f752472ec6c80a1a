package dev.lifeline.monitoring.internal.metrics;

import dev.lifeline.domain.connection.ConnectionHealth;
import dev.lifeline.domain.connection.ConnectionState;
import dev.lifeline.domain.port.in.CheckConnectionHealthUseCase;
import dev.lifeline.domain.time.Ticker;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * Gauges of the connection's health and the engine's load. All gauges read one snapshot, so that they are consistent:
 * exactly one state has value 1. The snapshot is taken before each export, and by the first gauge that finds it older
 * than 1 s, because nothing announces the exports of a host's registry. Safe for use by several threads.
 */
public final class HealthGauges {
    private static final long MAX_AGE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final CheckConnectionHealthUseCase health;
    private final Ticker ticker;
    private volatile Snapshot snapshot;

    /** Health at a time. */
    private record Snapshot(ConnectionHealth health, long nanos) {}

    /** Registers the gauges. */
    public HealthGauges(MeterRegistry registry, CheckConnectionHealthUseCase health, Ticker ticker) {
        this.health = health;
        this.ticker = ticker;
        this.snapshot = new Snapshot(health.health(), ticker.nanos());
        stateGauges(registry);
        poolGauges(registry);
        loadMeters(registry);
    }

    /** Takes a new snapshot. Never blocks. */
    public void refresh() {
        snapshot = new Snapshot(health.health(), ticker.nanos());
    }

    private ConnectionHealth current() {
        if (ticker.nanos() - snapshot.nanos() > MAX_AGE_NANOS) {
            refresh();
        }
        return snapshot.health();
    }

    private void stateGauges(MeterRegistry registry) {
        for (ConnectionState state : ConnectionState.values()) {
            gauge("lifeline.database.state", now -> flag(now.state() == state))
                    .description("1 for the current state, 0 for all others")
                    .tag("state", CountersByValue.tagValue(state))
                    .register(registry);
        }
        gauge("lifeline.database.up", now -> flag(now.state().isServing()))
                .description("1 if operations are likely to succeed, else 0")
                .register(registry);
    }

    private void poolGauges(MeterRegistry registry) {
        gauge("lifeline.database.pool.active", now -> now.pool().active())
                .description("Connections in use")
                .baseUnit("connections")
                .register(registry);
        gauge("lifeline.database.pool.idle", now -> now.pool().idle())
                .description("Idle connections")
                .baseUnit("connections")
                .register(registry);
        gauge("lifeline.database.pool.max", now -> now.pool().max())
                .description("Maximum number of connections")
                .baseUnit("connections")
                .register(registry);
        gauge("lifeline.database.pool.waiting", now -> now.pool().waiting())
                .description("Callers that queue for a connection")
                .baseUnit("callers")
                .register(registry);
        gauge("lifeline.database.pool.generation", ConnectionHealth::generation)
                .description("Number of the connection pool in use; grows by one with each replacement")
                .register(registry);
    }

    private void loadMeters(MeterRegistry registry) {
        gauge("lifeline.database.gate.waiting", now -> now.load().waiting())
                .description("Callers that wait for the end of an outage, or for a writable server")
                .baseUnit("callers")
                .register(registry);
        gateCounter("admitted", now -> now.load().admitted()).register(registry);
        gateCounter("refused", now -> now.load().refused()).register(registry);
        gauge("lifeline.database.retry.budget", now -> now.load().retriesLeft())
                .description("Retries that the retry budget allows now")
                .baseUnit("retries")
                .register(registry);
    }

    private FunctionCounter.Builder<HealthGauges> gateCounter(
            String outcome, ToDoubleFunction<ConnectionHealth> value) {
        return FunctionCounter.builder(
                        "lifeline.database.gate.callers", this, gauges -> value.applyAsDouble(gauges.current()))
                .description("Callers that met an outage: admitted after a wait, or refused")
                .tag("fate", outcome);
    }

    private Gauge.Builder<HealthGauges> gauge(String name, ToDoubleFunction<ConnectionHealth> value) {
        return Gauge.builder(name, this, gauges -> value.applyAsDouble(gauges.current()))
                .strongReference(true);
    }

    private static double flag(boolean value) {
        return value ? 1 : 0;
    }
}

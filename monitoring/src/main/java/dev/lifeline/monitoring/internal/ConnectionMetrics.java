package dev.lifeline.monitoring.internal;

import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import dev.lifeline.domain.time.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** Derives metrics from connection events. Safe for use by several threads. */
public final class ConnectionMetrics implements ConnectionEventListener {
    private final List<ConnectionEventListener> parts;

    /** Registers all metrics with value zero. */
    public ConnectionMetrics(MeterRegistry registry, Ticker ticker) {
        parts = List.of(
                new CheckMetrics(registry),
                new OutageMetrics(registry, ticker),
                new OperationMetrics(registry),
                new ReplacementMetrics(registry),
                new FlowMetrics(registry));
    }

    @Override
    public void on(ConnectionEvent event) {
        parts.forEach(part -> part.on(event));
    }
}

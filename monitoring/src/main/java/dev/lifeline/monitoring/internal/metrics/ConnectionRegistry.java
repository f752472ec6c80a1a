package dev.lifeline.monitoring.internal.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.List;

/**
 * Registry of one connection's metrics: Lifeline's registry alone, or together with the registry of the host. Safe for
 * use by several threads.
 */
public final class ConnectionRegistry implements AutoCloseable {
    private final MeterRegistry meters;
    private final Runnable end;

    private ConnectionRegistry(MeterRegistry meters, Runnable end) {
        this.meters = meters;
        this.end = end;
    }

    /** Returns a registry that records in Lifeline's own only. */
    public static ConnectionRegistry of(MeterRegistry own) {
        return new ConnectionRegistry(own, () -> {});
    }

    /**
     * Returns a registry that records in both. Only metrics of the connection get the tag, the host's own metrics do
     * not.
     *
     * @param database value of the tag {@code database}
     */
    public static ConnectionRegistry shared(MeterRegistry own, MeterRegistry host, String database, Clock clock) {
        CompositeMeterRegistry both = new CompositeMeterRegistry(clock, List.of(own, host));
        both.config().commonTags("database", database);
        return new ConnectionRegistry(both, () -> leave(both, host));
    }

    /** Returns the registry to record in. */
    public MeterRegistry meters() {
        return meters;
    }

    /** Removes the metrics of this connection from the host's registry. Idempotent. */
    @Override
    public void close() {
        end.run();
    }

    private static void leave(CompositeMeterRegistry both, MeterRegistry host) {
        both.remove(host);
        for (Meter meter : both.getMeters()) {
            host.removeByPreFilterId(meter.getId());
        }
    }
}

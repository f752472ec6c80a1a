package dev.lifeline.datasource.internal.pool;

import com.zaxxer.hikari.metrics.IMetricsTracker;
import com.zaxxer.hikari.metrics.MetricsTrackerFactory;
import com.zaxxer.hikari.metrics.PoolStats;
import dev.lifeline.domain.connection.PoolOccupancy;
import dev.lifeline.domain.settings.InvalidSettingsException;
import dev.lifeline.domain.time.Ticker;
import java.lang.reflect.Constructor;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * HikariCP's metrics, created once by HikariCP's own tracker, while pools replace each other. The trackers of two pools
 * with one name would remove each other's metrics. Safe for use by several threads.
 */
final class PoolMetrics implements AutoCloseable {
    /** Maximum age of the numbers, as in HikariCP. */
    private static final long FRESH_MILLIS = 1_000;

    /** HikariCP's trackers by the registry that they use; both sides are optional dependencies. */
    private static final Map<String, String> TRACKERS = Map.of(
            "io.micrometer.core.instrument.MeterRegistry",
            "com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory",
            "com.codahale.metrics.MetricRegistry",
            "com.zaxxer.hikari.metrics.dropwizard.CodahaleMetricsTrackerFactory",
            "io.dropwizard.metrics5.MetricRegistry",
            "com.zaxxer.hikari.metrics.dropwizard.Dropwizard5MetricsTrackerFactory");

    private final IMetricsTracker tracker;

    private PoolMetrics(IMetricsTracker tracker) {
        this.tracker = tracker;
    }

    /**
     * Registers the metrics of a pool.
     *
     * @param registry of Micrometer or Dropwizard; null for no metrics
     * @param minIdle number of idle connections that are kept
     * @throws InvalidSettingsException if the registry is of another kind
     */
    static @Nullable PoolMetrics register(
            @Nullable Object registry, String pool, int minIdle, Supplier<PoolOccupancy> occupancy) {
        if (registry == null) {
            return null;
        }
        return new PoolMetrics(factory(registry).create(pool, new Numbers(minIdle, occupancy)));
    }

    private static MetricsTrackerFactory factory(Object registry) {
        for (@Nullable Class<?> type = registry.getClass(); type != null; type = type.getSuperclass()) {
            String factory = TRACKERS.get(type.getName());
            if (factory != null) {
                return instance(factory, registry);
            }
        }
        throw new InvalidSettingsException(List.of(
                "metricRegistry must be a MeterRegistry of Micrometer or a MetricRegistry of Dropwizard, but is a "
                        + registry.getClass().getName()));
    }

    private static MetricsTrackerFactory instance(String factory, Object registry) {
        try {
            for (Constructor<?> constructor : Class.forName(factory).getConstructors()) {
                if (constructor.getParameterCount() == 1 && constructor.getParameterTypes()[0].isInstance(registry)) {
                    return (MetricsTrackerFactory) constructor.newInstance(registry);
                }
            }
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new IllegalStateException("HikariCP's metrics cannot be made: " + factory, e);
        }
        throw new IllegalStateException("HikariCP's metrics do not take this registry: " + factory);
    }

    /** The numbers of the current pool and of the queues in front of it. */
    private static final class Numbers extends PoolStats {
        private final int minIdle;
        private final Supplier<PoolOccupancy> occupancy;

        Numbers(int minIdle, Supplier<PoolOccupancy> occupancy) {
            super(FRESH_MILLIS);
            this.minIdle = minIdle;
            this.occupancy = occupancy;
        }

        @Override
        protected void update() {
            PoolOccupancy now = occupancy.get();
            activeConnections = now.active();
            idleConnections = now.idle();
            totalConnections = now.active() + now.idle();
            pendingThreads = now.waiting();
            maxConnections = now.max();
            minConnections = minIdle;
        }
    }

    /** Returns the tracker of one pool generation: the times of connects and uses; it outlives the generation. */
    IMetricsTracker ofGeneration() {
        return new IMetricsTracker() {
            @Override
            public void recordConnectionCreatedMillis(long millis) {
                tracker.recordConnectionCreatedMillis(millis);
            }

            @Override
            public void recordConnectionUsageMillis(long millis) {
                tracker.recordConnectionUsageMillis(millis);
            }
        };
    }

    /** Gets a connection. */
    @FunctionalInterface
    interface Acquisition {
        Connection get() throws SQLException;
    }

    /**
     * Records how long a caller waits for its connection, including the time of an outage, or that the wait timed out.
     */
    Connection measured(Acquisition acquisition, Ticker ticker) throws SQLException {
        long began = ticker.nanos();
        try {
            Connection connection = acquisition.get();
            tracker.recordConnectionAcquiredNanos(ticker.nanos() - began);
            return connection;
        } catch (SQLTransientConnectionException e) {
            tracker.recordConnectionTimeout();
            throw e;
        }
    }

    /** Removes the metrics from their registry. */
    @Override
    public void close() {
        tracker.close();
    }
}

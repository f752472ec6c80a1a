package dev.lifeline.datasource.internal.pool;

import com.zaxxer.hikari.HikariConfigMXBean;
import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.internal.pool.PoolMetrics.Acquisition;
import dev.lifeline.datasource.internal.thread.SourceName;
import dev.lifeline.domain.connection.PoolOccupancy;
import dev.lifeline.domain.time.Ticker;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The current pool. A new pool replaces it atomically; work on the old pool may finish. Safe for use by several
 * threads, except that {@link #replace} and {@link #renew} are for one thread at a time.
 */
public final class PoolGenerations implements Pools, AutoCloseable {
    private static final Duration PROOF_LIMIT = Duration.ofSeconds(5);

    private final PoolFactory factory;
    private final IntSupplier queue;
    private final IntSupplier gate;
    private final Ticker ticker;
    private final PoolDrain drain;
    private final @Nullable PoolMetrics metrics;
    private volatile PoolGeneration current;
    private volatile boolean readOnlyExpected;
    private boolean ended;

    /**
     * Opens the first pool.
     *
     * @param queue returns the number of callers that wait in front of the pool
     * @param gate returns the number of callers that wait for the end of an outage
     */
    public PoolGenerations(PoolFactory factory, IntSupplier queue, IntSupplier gate, Ticker ticker) {
        this.factory = factory;
        this.queue = queue;
        this.gate = gate;
        this.ticker = ticker;
        SourceName name = factory.name();
        this.drain = new PoolDrain(ticker, name.threads("drain"));
        DatabaseConfig config = factory.config();
        this.metrics = PoolMetrics.register(
                config.reports().metricRegistry(), name.pool(), config.pool().minIdle(), this::demand);
        this.current = factory.open(1, metrics);
    }

    /** Returns the current pool. */
    PoolGeneration current() {
        return current;
    }

    @Override
    public void replace(BooleanSupplier wanted) throws SQLException {
        drain.closeWhenDone(takeOver(proven(), wanted));
    }

    /**
     * Avoids many pools after repeated requests: while an earlier pool is in use, connections are replaced one by one.
     */
    @Override
    public boolean renew(BooleanSupplier wanted) throws SQLException {
        if (drain.isAtWork()) {
            condemnConnections();
            return false;
        }
        drain.closeWhenDone(takeOver(proven(), wanted));
        return true;
    }

    private PoolGeneration proven() throws SQLException {
        PoolGeneration fresh = factory.open(current.number() + 1, metrics);
        boolean proven = false;
        try {
            fresh.prove(ticker, PROOF_LIMIT);
            proven = true;
        } finally {
            if (!proven) {
                drain.closeWhenDone(fresh);
            }
        }
        return fresh;
    }

    /**
     * Installs the new pool and returns the pool to close: the old one, or the new one if the data source was closed or
     * the replacement is no longer wanted.
     */
    private synchronized PoolGeneration takeOver(PoolGeneration fresh, BooleanSupplier wanted) {
        if (ended || !wanted.getAsBoolean()) {
            return fresh;
        }
        PoolGeneration old = current;
        fresh.resize(factory.settings()); // they may have changed since the pool was opened
        current = fresh;
        return old;
    }

    @Override
    public void condemnConnections() {
        current.condemnConnections();
    }

    @Override
    public void expectReadOnly(boolean expected) {
        readOnlyExpected = expected;
    }

    boolean isReadOnlyExpected() {
        return readOnlyExpected;
    }

    /** Changes the maximum size of the pool and of its successors. Does not block. */
    public synchronized void limit(int connections) {
        factory.limit(connections);
        current.resize(factory.settings());
    }

    /** Changes a setting of the current pool and of those to come. */
    synchronized void change(Consumer<HikariConfigMXBean> change) {
        change.accept(factory.settings());
        current.change(change);
    }

    @Override
    public long generation() {
        return current.number();
    }

    /** Returns the occupancy of the current pool, including the queue in front of it. */
    @Override
    public PoolOccupancy occupancy() {
        PoolOccupancy pool = current.occupancy();
        return new PoolOccupancy(pool.active(), pool.idle(), pool.waiting() + queue.getAsInt(), pool.max());
    }

    /**
     * Returns the occupancy of the current pool, with all callers that wait for a connection, those at the gate
     * included.
     */
    PoolOccupancy demand() {
        @Nullable PoolGeneration present = current;
        if (present == null) {
            return new PoolOccupancy(0, 0, 0, factory.config().pool().maxSize());
        }
        PoolOccupancy now = occupancy();
        return new PoolOccupancy(now.active(), now.idle(), now.waiting() + gate.getAsInt(), now.max());
    }

    /** Gets a connection, and records the wait for it if there are metrics. */
    Connection measured(Acquisition acquisition) throws SQLException {
        return metrics == null ? acquisition.get() : metrics.measured(acquisition, ticker);
    }

    /** Closes all pools: waits a few seconds for work in progress, then closes its connections. */
    @Override
    public void close() {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
        }
        drain.closeWhenDone(current);
        drain.close();
        if (metrics != null) {
            metrics.close();
        }
    }
}

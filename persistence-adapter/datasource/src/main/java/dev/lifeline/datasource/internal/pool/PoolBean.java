package dev.lifeline.datasource.internal.pool;

import com.zaxxer.hikari.HikariPoolMXBean;
import dev.lifeline.domain.connection.PoolOccupancy;

/** HikariCP's bean of the pool. It always refers to the current pool. Safe for use by several threads. */
record PoolBean(GenerationalDataSource connections) implements HikariPoolMXBean {

    @Override
    public int getIdleConnections() {
        return connections.demand().idle();
    }

    @Override
    public int getActiveConnections() {
        return connections.demand().active();
    }

    @Override
    public int getTotalConnections() {
        PoolOccupancy now = connections.demand();
        return now.active() + now.idle();
    }

    @Override
    public int getThreadsAwaitingConnection() {
        return connections.demand().waiting();
    }

    @Override
    public void softEvictConnections() {
        connections.condemnConnections();
    }

    @Override
    public void suspendPool() {
        throw new IllegalStateException("Lifeline's pool cannot be suspended: callers wait by themselves in an outage");
    }

    @Override
    public void resumePool() {
        throw new IllegalStateException("Lifeline's pool cannot be suspended");
    }
}

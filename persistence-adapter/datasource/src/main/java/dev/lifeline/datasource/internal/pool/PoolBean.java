package dev.lifeline.datasource.internal.pool;

import com.zaxxer.hikari.HikariPoolMXBean;
import dev.lifeline.domain.connection.PoolOccupancy;

/** HikariCP's bean of the pool. It always refers to the current pool. Safe for use by several threads. */
record PoolBean(PoolGenerations pools) implements HikariPoolMXBean {

    @Override
    public int getIdleConnections() {
        return pools.demand().idle();
    }

    @Override
    public int getActiveConnections() {
        return pools.demand().active();
    }

    @Override
    public int getTotalConnections() {
        PoolOccupancy now = pools.demand();
        return now.active() + now.idle();
    }

    @Override
    public int getThreadsAwaitingConnection() {
        return pools.demand().waiting();
    }

    @Override
    public void softEvictConnections() {
        pools.condemnConnections();
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

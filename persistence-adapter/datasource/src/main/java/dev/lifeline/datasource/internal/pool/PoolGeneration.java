package dev.lifeline.datasource.internal.pool;

import com.zaxxer.hikari.HikariConfigMXBean;
import com.zaxxer.hikari.HikariDataSource;
import dev.lifeline.datasource.internal.failure.PoolExhaustedException;
import dev.lifeline.datasource.internal.jdbc.CheckedConnection;
import dev.lifeline.datasource.internal.socket.Connections;
import dev.lifeline.domain.connection.PoolOccupancy;
import dev.lifeline.domain.time.Ticker;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.function.Consumer;

/** One connection pool, from its creation until its last work is done. Safe for use by several threads. */
final class PoolGeneration implements AutoCloseable {
    private final long number;
    private final HikariDataSource pool;

    PoolGeneration(long number, HikariDataSource pool) {
        this.number = number;
        this.pool = pool;
    }

    long number() {
        return number;
    }

    /** Returns a connection, which returns to this pool on close. Blocks for at most HikariCP's connection timeout. */
    Connection connection() throws SQLException {
        try {
            return pool.getConnection();
        } catch (SQLTransientConnectionException e) {
            throw isFull() ? new PoolExhaustedException(e) : e;
        }
    }

    /** Closes a connection of this pool and frees its place. Does not block. */
    void discard(Connection pooled, CheckedConnection physical) {
        evict(pooled);
        Connections.abort(physical);
    }

    /** Closes a connection of this pool once it is not in use. Does not block. */
    void evict(Connection pooled) {
        pool.evictConnection(pooled);
    }

    /** Validates the pool: borrows and returns one connection. */
    void prove(Ticker ticker, Duration limit) throws SQLException {
        long end = ticker.nanos() + limit.toNanos();
        while (true) {
            try {
                pool.getConnection().close();
                return;
            } catch (SQLTransientConnectionException e) {
                if (ticker.nanos() - end >= 0) {
                    throw e;
                }
            }
        }
    }

    /** Closes idle connections, and the others as soon as they are returned. */
    void condemnConnections() {
        pool.getHikariPoolMXBean().softEvictConnections();
    }

    /** Adopts the sizes of the settings. Connections in use stay. */
    void resize(HikariConfigMXBean sizes) {
        var settings = pool.getHikariConfigMXBean();
        settings.setMinimumIdle(Math.min(settings.getMinimumIdle(), sizes.getMaximumPoolSize()));
        settings.setMaximumPoolSize(sizes.getMaximumPoolSize());
        settings.setMinimumIdle(sizes.getMinimumIdle());
    }

    /** Changes a setting. */
    void change(Consumer<HikariConfigMXBean> change) {
        change.accept(pool.getHikariConfigMXBean());
    }

    /** Stops keeping idle connections; the pool keeps as many as its remaining callers need. */
    void retire() {
        pool.getHikariConfigMXBean().setMinimumIdle(0);
        condemnConnections();
    }

    /** Returns whether no connection is in use and no caller waits. */
    boolean isDrained() {
        PoolOccupancy now = occupancy();
        return now.active() == 0 && now.waiting() == 0;
    }

    boolean isClosed() {
        return pool.isClosed();
    }

    PoolOccupancy occupancy() {
        var numbers = pool.getHikariPoolMXBean();
        return new PoolOccupancy(
                numbers.getActiveConnections(),
                numbers.getIdleConnections(),
                numbers.getThreadsAwaitingConnection(),
                pool.getMaximumPoolSize());
    }

    private boolean isFull() {
        PoolOccupancy now = occupancy();
        return now.active() >= now.max();
    }

    /** Closes the pool and its connections in use. May block for some seconds. */
    @Override
    public void close() {
        pool.close();
    }
}

package dev.lifeline.datasource.internal.pool;

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

/** One pool of connections, from the moment it takes over until its last work is done. Safe for use by several threads. */
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

    /** A connection, which goes back to this pool when closed. Waits for one for a while. */
    Connection connection() throws SQLException {
        try {
            return pool.getConnection();
        } catch (SQLTransientConnectionException e) {
            throw isFull() ? new PoolExhaustedException(e) : e;
        }
    }

    /** Closes a connection that this pool gave out, and frees its place, instead of taking it back. Does not block. */
    void discard(Connection pooled, CheckedConnection physical) {
        pool.evictConnection(pooled);
        Connections.abort(physical);
    }

    /** Makes and gives back one connection, to see that the pool can. */
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

    /** Lets go of connections that nobody holds, and of the others as soon as they come back. */
    void condemnConnections() {
        pool.getHikariPoolMXBean().softEvictConnections();
    }

    /** From now on keeps no connection for later: it has as many as its remaining callers need. */
    void retire() {
        pool.getHikariConfigMXBean().setMinimumIdle(0);
        condemnConnections();
    }

    /** Whether nobody holds a connection or waits for one. */
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

    /** Cuts whatever is still under way. May block for some seconds. */
    @Override
    public void close() {
        pool.close();
    }
}

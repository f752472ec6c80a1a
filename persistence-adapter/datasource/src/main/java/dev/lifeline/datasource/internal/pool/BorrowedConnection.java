package dev.lifeline.datasource.internal.pool;

import dev.lifeline.datasource.internal.jdbc.CheckedConnection;
import dev.lifeline.datasource.internal.jdbc.ForwardingConnection;
import dev.lifeline.datasource.internal.jdbc.Lease;
import dev.lifeline.datasource.internal.socket.Connections;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A pooled connection in the hands of a borrower. When it is closed, it goes back to its pool if it is provably at rest, and is
 * closed otherwise. Confined to one thread at a time.
 */
public final class BorrowedConnection extends ForwardingConnection {
    private final Connection pooled;
    private final CheckedConnection physical;
    private final PoolGeneration pool;
    private final ReturnCheck check;
    private boolean returned;

    BorrowedConnection(Connection pooled, CheckedConnection physical, PoolGeneration pool, ReturnCheck check) {
        super(pooled);
        this.pooled = pooled;
        this.physical = physical;
        this.pool = pool;
        this.check = check;
    }

    /**
     * Ends a connection on which work left something unfinished that would block the driver without a bound, a COPY for instance.
     * Costs nothing unless the work used the driver's own connection; then one round trip, and at most 2 s.
     *
     * @param borrowed a connection of {@link GenerationalDataSource}
     * @throws IllegalStateException if that is so; the connection is closed, and its transaction with it
     */
    public static void requireInStep(Connection borrowed) throws SQLException {
        BorrowedConnection connection = borrowed.unwrap(BorrowedConnection.class);
        if (connection.physical.isExposed() && !connection.check.isInStep(connection.physical)) {
            Connections.abort(connection.physical);
            throw new IllegalStateException(
                    "The work left a COPY or the like unfinished on the driver's connection: nothing was changed");
        }
    }

    /** Returns whether the connection to the server is closed. Does not block. */
    boolean isLost() {
        return physical.isClosed();
    }

    /** Notes whether the work on it can be run again on another connection. */
    void setReplayable(boolean replayable) {
        if (!returned) {
            physical.changeLease(replayable ? Lease.REPLAYED : Lease.OF_CALLER);
        }
    }

    /** Does not fail because the connection does not come to rest: the borrower has what it needs. */
    @Override
    public void close() throws SQLException {
        if (returned) {
            return;
        }
        returned = true;
        boolean atRest = check.bringToRest(pooled, physical);
        if (physical.takeBack() && atRest) {
            giveBack();
        } else {
            pool.discard(pooled, physical);
        }
    }

    /** The pool resets what it knows of, and that may find the connection lost. */
    private void giveBack() throws SQLException {
        try {
            pooled.close();
        } catch (SQLException e) {
            if (!physical.isClosed()) {
                throw e;
            }
            pool.discard(pooled, physical);
        }
    }

    @Override
    public boolean isClosed() throws SQLException {
        return returned || pooled.isClosed();
    }
}

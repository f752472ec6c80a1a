package dev.lifeline.persistence.internal.pool;

import dev.lifeline.persistence.internal.jdbc.CheckedConnection;
import dev.lifeline.persistence.internal.jdbc.ForwardingConnection;
import dev.lifeline.persistence.internal.jdbc.StatementCancellation;
import dev.lifeline.persistence.internal.watch.Connections;
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
    private final StatementCancellation cancellation;
    private boolean returned;

    BorrowedConnection(
            Connection pooled,
            CheckedConnection physical,
            PoolGeneration pool,
            ReturnCheck check,
            StatementCancellation cancellation) {
        super(pooled);
        this.pooled = pooled;
        this.physical = physical;
        this.pool = pool;
        this.check = check;
        this.cancellation = cancellation;
        physical.lend(cancellation);
        cancellation.begin();
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

    /** Does not fail because the connection does not come to rest: the borrower has what it needs. */
    @Override
    public void close() throws SQLException {
        if (returned) {
            return;
        }
        returned = true;
        boolean atRest = isCancellationOver() && check.bringToRest(pooled, physical);
        physical.takeBack();
        if (atRest) {
            pooled.close();
        } else {
            pool.discard(pooled, physical);
        }
    }

    /** A cancel request that was sent may meet the next statement: that must be the proof that the connection is at rest. */
    private boolean isCancellationOver() {
        boolean over = cancellation.end();
        if (cancellation.isFired()) {
            physical.doubt();
        }
        return over;
    }

    @Override
    public boolean isClosed() throws SQLException {
        return returned || pooled.isClosed();
    }
}

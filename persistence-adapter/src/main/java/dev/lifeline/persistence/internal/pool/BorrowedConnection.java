package dev.lifeline.persistence.internal.pool;

import dev.lifeline.persistence.internal.jdbc.CheckedConnection;
import dev.lifeline.persistence.internal.jdbc.ForwardingConnection;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A pooled connection in the hands of a borrower. When it is closed, it goes back to its pool if it is provably at rest, and is
 * closed otherwise. Confined to one thread at a time.
 */
final class BorrowedConnection extends ForwardingConnection {
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
        physical.lendTo(Thread.currentThread());
    }

    /** Does not fail because the connection does not come to rest: the borrower has what it needs. */
    @Override
    public void close() throws SQLException {
        if (returned) {
            return;
        }
        returned = true;
        boolean atRest = check.bringToRest(pooled, physical);
        physical.lendTo(null);
        if (atRest) {
            pooled.close();
        } else {
            pool.discard(pooled, physical);
        }
    }

    @Override
    public boolean isClosed() throws SQLException {
        return returned || pooled.isClosed();
    }
}

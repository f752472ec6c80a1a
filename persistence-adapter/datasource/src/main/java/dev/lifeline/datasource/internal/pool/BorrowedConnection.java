package dev.lifeline.datasource.internal.pool;

import dev.lifeline.datasource.internal.jdbc.CheckedConnection;
import dev.lifeline.datasource.internal.jdbc.CountingConnection;
import dev.lifeline.datasource.internal.jdbc.Lease;
import dev.lifeline.datasource.internal.jdbc.ServerRun;
import dev.lifeline.datasource.internal.jdbc.StatementCancellation;
import dev.lifeline.datasource.internal.socket.Connections;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Borrowed connection of the pool. On close it returns to the pool if it is verifiably clean; otherwise it is closed.
 * Confined to one thread at a time.
 */
public final class BorrowedConnection extends CountingConnection {
    private final Connection pooled;
    private final CheckedConnection physical;
    private final int loan;
    private final int callsBefore;
    private final PoolGeneration pool;
    private final ReturnCheck check;
    private final @Nullable StatementCancellation cancellation;
    private boolean returned;

    /** Value of {@link #directCalls()} at the return: later calls are those of the next borrower. */
    private int directCalls;

    /**
     * @param loan number of the loan of the physical connection
     * @param cancellation cancels its statements when the caller hangs up; null if they are not cancelled
     */
    BorrowedConnection(
            Connection pooled,
            CheckedConnection physical,
            int loan,
            PoolGeneration pool,
            ReturnCheck check,
            @Nullable StatementCancellation cancellation) {
        super(pooled);
        this.pooled = pooled;
        this.physical = physical;
        this.loan = loan;
        this.callsBefore = physical.calls();
        this.pool = pool;
        this.check = check;
        this.cancellation = cancellation;
        physical.setCancellation(cancellation);
    }

    @Override
    protected Connection target() {
        if (!returned) {
            physical.use();
        }
        return pooled;
    }

    /**
     * Closes the connection if the work has left an operation such as COPY open, which would block the driver
     * indefinitely. Sends one query and blocks for at most 2 s if the work has used the driver's connection; otherwise
     * sends nothing.
     *
     * @param borrowed a connection of {@link GenerationalDataSource}
     * @throws IllegalStateException if such an operation was open; the connection was closed and its transaction rolled
     *     back
     */
    public static void requireInStep(Connection borrowed) throws SQLException {
        BorrowedConnection connection = borrowed.unwrap(BorrowedConnection.class);
        if (connection.physical.isExposed() && !connection.check.isInStep(connection.physical)) {
            Connections.abort(connection.physical);
            throw new IllegalStateException(
                    "The work left an operation such as COPY unfinished on the driver's connection: nothing was "
                            + "changed");
        }
    }

    /** Returns whether the connection to the server is closed, or was given back. Does not block. */
    boolean isLost() {
        return returned || physical.isClosed();
    }

    /**
     * Returns the number of calls that bypassed this connection: statements created and transactions ended on the
     * connection of the pool, which a caller gets from a result.
     */
    int directCalls() {
        return returned ? directCalls : physical.calls() - callsBefore - calls();
    }

    /**
     * Returns whether this connection is no longer lent: the caller has closed the connection of the pool, which it got
     * from a result, or the pool is closing it. Another caller may be using it.
     */
    private boolean isGone() throws SQLException {
        return !physical.isLastLoan(loan) || (pooled.isClosed() && !physical.isClosed());
    }

    /** Returns whether there is neither a transaction nor a change of the session. Does not block. */
    boolean isReusable() {
        return !physical.hasTransaction() && !physical.isSessionChanged() && !physical.isExposed();
    }

    /** Returns whether transactions are read-only by a setting of the role rather than of the server. */
    boolean isOfReadOnlyRole() {
        return physical.isOfReadOnlyRole();
    }

    /** Returns the server run to which the connection leads; null behind a pooler. */
    @Nullable
    ServerRun run() {
        return physical.run();
    }

    /** Sets whether the work on the connection can be replayed on another one. */
    void setReplayable(boolean replayable) {
        if (!returned) {
            physical.changeLease(loan, replayable ? Lease.REPLAYED : Lease.OF_CALLER);
        }
    }

    /** Closes the connection to the server. Does not block. */
    void discard() {
        if (returned) {
            return;
        }
        setReturned();
        if (physical.isLastLoan(loan)) {
            pool.discard(pooled, physical);
        }
    }

    /**
     * Returns the connection to the pool or closes it. Does not fail if the connection is not clean: the borrower has
     * finished its work.
     */
    @Override
    public void close() throws SQLException {
        if (returned) {
            return;
        }
        setReturned();
        boolean over = isCancellationOver();
        if (isGone()) {
            forget();
            return;
        }
        boolean atRest = over && check.cleanUp(pooled, physical);
        if (physical.takeBack(loan) && atRest) {
            giveBack();
        } else {
            pool.discard(pooled, physical);
        }
    }

    private void setReturned() {
        directCalls = directCalls();
        returned = true;
    }

    /** Makes the pool close the connection as soon as no caller uses it, because its session was not reset. */
    private void forget() {
        physical.takeBack(loan);
        pool.evict(pooled);
    }

    /**
     * A cancel request that was already sent may hit the next statement. That must be the verification statement, not
     * one of the next borrower.
     */
    private boolean isCancellationOver() {
        if (cancellation == null) {
            return true;
        }
        boolean over = cancellation.end();
        if (cancellation.isFired()) {
            physical.doubt();
        }
        return over;
    }

    /** Returns the connection to the pool. The pool resets it, which may reveal that it is lost. */
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

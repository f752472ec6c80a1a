package dev.lifeline.datasource.internal.replay;

import dev.lifeline.datasource.internal.jdbc.ServerRun;
import dev.lifeline.datasource.internal.jdbc.ServerRuns;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Lends server connections. Independent of the pool implementation. Safe for use by several threads. */
public interface Lender {

    /**
     * Lends a connection; waits for the end of an outage and for a free connection.
     *
     * @param limit longest time to wait
     */
    Connection borrow(Duration limit) throws SQLException;

    /**
     * Lends a connection to a transaction that has lost its own, like {@link #borrow}, but before new transactions.
     *
     * @param limit longest time to wait
     */
    Connection borrowAnother(Duration limit) throws SQLException;

    /** Returns whether a connection is lost, without a query. */
    boolean isLost(Connection connection);

    /** Returns whether a failure means that the connection was lost, rather than a failure of the request. */
    boolean isLoss(SQLException failure);

    /**
     * Returns whether the server refused a statement for a reason that another connection may cure: a prepared
     * statement that is out of date, or a write on a server that currently rejects writes.
     */
    boolean isRefusal(SQLException failure);

    /** Returns whether the server refused a write because it currently rejects all writes. */
    boolean isRefusedWrite(SQLException failure);

    /** Returns whether transactions are read-only by a setting of the role: another connection refuses them as well. */
    boolean isOfReadOnlyRole(Connection connection);

    /**
     * Waits until the server may take writes again, as far as is known.
     *
     * @param refused the refusal; the database is probed because of it
     * @param limit how long to wait at most
     */
    void awaitWritable(SQLException refused, Duration limit) throws SQLException;

    /**
     * Returns whether a connection has neither a transaction nor a changed session, as far as the driver knows. Does
     * not block.
     */
    boolean isReusable(Connection connection);

    /**
     * Returns the number of calls that bypassed this connection, and are not recorded: statements created and
     * transactions ended on {@code ResultSet.getStatement().getConnection()}.
     */
    int directCalls(Connection connection);

    /** Closes a connection instead of giving it back. Does not block. */
    void discard(Connection connection);

    /**
     * Returns the server run to which a connection leads, without a query. Returns null if the run may change: behind a
     * pooler, and if the connection was established to a standby.
     */
    @Nullable
    ServerRun runOf(Connection connection);

    /** Returns the runs that connections have led to. */
    ServerRuns runs();

    /**
     * Records whether the work on a connection can be repeated. Only then may the connection be closed without evidence
     * of its loss.
     */
    void setReplayable(Connection connection, boolean replayable);

    /** Reports a lost connection, so that the database is checked. Does not block. */
    void reportLoss();
}

package dev.lifeline.datasource.internal.replay;

import dev.lifeline.datasource.internal.jdbc.ServerRun;
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

    /** Returns whether a connection is lost, without a query. */
    boolean isLost(Connection connection);

    /** Returns whether a failure means that the connection was lost, rather than a failure of the request. */
    boolean isLoss(SQLException failure);

    /** Returns the run of the server that a connection leads to, without asking it; null if it may change, behind a pooler. */
    @Nullable
    ServerRun runOf(Connection connection);

    /** Notes that the work on a connection can be run again, or cannot, for those that close connections without evidence. */
    void setReplayable(Connection connection, boolean replayable);

    /** Reports a lost connection, so that the database is checked. Does not block. */
    void reportLoss();
}

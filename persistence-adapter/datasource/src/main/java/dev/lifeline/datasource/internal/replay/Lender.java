package dev.lifeline.datasource.internal.replay;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** Lends connections to the server. Independent of the pool below. Safe for use by several threads. */
public interface Lender {

    /**
     * Lends a connection, waiting for the end of an outage and for a free connection.
     *
     * @param limit how long to wait at most
     */
    Connection borrow(Duration limit) throws SQLException;

    /** Returns whether a connection is of no use any more, without asking the server. */
    boolean isLost(Connection connection);

    /** Returns whether a failure means that the connection was lost, and not what the caller asked for. */
    boolean isLoss(SQLException failure);

    /** Notes that the work on a connection can be run again, or cannot, for those that close connections without evidence. */
    void setReplayable(Connection connection, boolean replayable);

    /** Notes that a connection was lost, so that the database is probed. Does not block. */
    void reportLoss();
}

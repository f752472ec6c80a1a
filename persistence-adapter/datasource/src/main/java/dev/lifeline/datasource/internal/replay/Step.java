package dev.lifeline.datasource.internal.replay;

import java.sql.Connection;
import java.sql.SQLException;

/** A recorded step of a transaction. */
interface Step {

    /**
     * Replays the step.
     *
     * @param restarted whether the server was restarted or replaced since the step was recorded
     * @throws SQLException if the connection is lost, or a statement fails that had succeeded
     * @throws DifferentOutcomeException if the result differs
     */
    void replay(Connection connection, boolean restarted) throws SQLException, DifferentOutcomeException;

    /** Returns the SQL of the caller; empty if there is none. */
    default String sql() {
        return "";
    }

    /** Returns the estimated size of the recorded step in bytes. */
    long size();
}

package dev.lifeline.datasource.internal.replay;

import java.sql.Connection;
import java.sql.SQLException;

/** One recorded step of a transaction. */
interface Step {

    /**
     * Runs the step again.
     *
     * @param restarted whether the server is another one, or was restarted, since the step was recorded
     * @throws SQLException if the connection is lost, or a statement fails that had succeeded
     * @throws DifferentOutcomeException if it comes out differently
     */
    void replay(Connection connection, boolean restarted) throws SQLException, DifferentOutcomeException;

    /** Returns an estimate of the bytes that the recording of it takes. */
    long size();
}

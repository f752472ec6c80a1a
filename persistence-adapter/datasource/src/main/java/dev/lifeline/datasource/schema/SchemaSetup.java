package dev.lifeline.datasource.schema;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Prepares the tables that an application needs before its operations run. {@link
 * dev.lifeline.datasource.LifelineDataSource} calls it on one thread at a time before callers proceed: once per
 * database cluster, and again after a table was reported missing. Meanwhile callers wait as during an outage. A failure
 * is retried until it succeeds.
 */
public interface SchemaSetup {

    /** Prepares nothing. */
    SchemaSetup NONE = new SchemaSetup() {
        @Override
        public boolean isMissing(Connection connection) {
            return false;
        }

        @Override
        public void bringUpToDate(Connection connection) {
            // There are no tables to prepare.
        }
    };

    /**
     * Returns whether a table is missing although {@link #bringUpToDate} has succeeded before.
     *
     * @param connection a new connection in autocommit mode; the caller closes it
     */
    boolean isMissing(Connection connection) throws SQLException;

    /**
     * Creates or changes the tables. A single read from the server may take up to 1 minute.
     *
     * @param connection a new connection in autocommit mode; the caller closes it
     * @throws SQLException if the setup fails; a RuntimeException also counts as a failure
     */
    void bringUpToDate(Connection connection) throws SQLException;
}

package dev.lifeline.datasource.schema;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Prepares the tables that an application needs before its operations run. {@link dev.lifeline.datasource.LifelineDataSource}
 * calls it on one thread at a time, before it lets callers through: once for each set of data, and again when a table was
 * reported missing. While it runs, callers wait as during an outage. A failure is retried until it passes.
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
     * Returns whether a table is missing, although {@link #bringUpToDate} succeeded before.
     *
     * @param connection fresh and in autocommit mode; the caller closes it
     */
    boolean isMissing(Connection connection) throws SQLException;

    /**
     * Creates or changes the tables. A single read from the server may take 1 minute.
     *
     * @param connection fresh and in autocommit mode; the caller closes it
     * @throws SQLException if that fails; a RuntimeException counts as a failure too
     */
    void bringUpToDate(Connection connection) throws SQLException;
}

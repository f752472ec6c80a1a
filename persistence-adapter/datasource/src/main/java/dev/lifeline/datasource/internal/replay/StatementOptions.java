package dev.lifeline.datasource.internal.replay;

import java.sql.SQLException;
import java.sql.Statement;

/** Options of a statement, to be applied to its successor on another connection. */
record StatementOptions(int queryTimeout, int maxRows, int fetchSize, int maxFieldSize) {

    static StatementOptions of(Statement statement) throws SQLException {
        return new StatementOptions(
                statement.getQueryTimeout(),
                statement.getMaxRows(),
                statement.getFetchSize(),
                statement.getMaxFieldSize());
    }

    StatementOptions withFetchSize(int rows) {
        return new StatementOptions(queryTimeout, maxRows, rows, maxFieldSize);
    }

    void applyTo(Statement statement) throws SQLException {
        if (queryTimeout != 0) {
            statement.setQueryTimeout(queryTimeout);
        }
        if (maxRows != 0) {
            statement.setMaxRows(maxRows);
        }
        if (fetchSize != 0) {
            statement.setFetchSize(fetchSize);
        }
        if (maxFieldSize != 0) {
            statement.setMaxFieldSize(maxFieldSize);
        }
    }
}

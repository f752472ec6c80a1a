package dev.lifeline.datasource.internal.replay;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Step that sets, releases or rolls back to a savepoint.
 *
 * @param command SQL command with the name of the savepoint
 */
record SavepointStep(String command) implements Step {

    @Override
    public void replay(Connection connection, boolean restarted) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    @Override
    public long size() {
        return command.length();
    }
}

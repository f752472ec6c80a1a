package dev.lifeline.datasource.internal.replay;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Step that is one SQL command without a result for the caller: sets, releases or rolls back to a savepoint, or assigns an id to
 * the transaction.
 */
record CommandStep(String command) implements Step {
    /** Lets the outcome of a COMMIT be determined that would assign the id itself. Known to all server versions. */
    static final CommandStep ASSIGN_ID = new CommandStep("select pg_catalog.txid_current()");

    @Override
    public void replay(Connection connection, boolean restarted) throws SQLException {
        runOn(connection);
    }

    void runOn(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    @Override
    public long size() {
        return command.length();
    }
}

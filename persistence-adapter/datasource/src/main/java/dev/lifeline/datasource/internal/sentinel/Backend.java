package dev.lifeline.datasource.internal.sentinel;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Server process of a connection. The start time is part of the identity, because process ids are reused.
 *
 * @param startedAt start of the process in seconds since 1970, as a text from the server
 */
public record Backend(int pid, String startedAt) {
    private static final String TERMINATE =
            """
            select pg_terminate_backend(pid) from pg_stat_activity
            where pid = ? and extract(epoch from backend_start)::text = ?""";

    /**
     * Does not cancel a COMMIT that waits for a standby, because the server reports success if that wait is cancelled.
     */
    private static final String CANCEL =
            """
            select pg_cancel_backend(pid) from pg_stat_activity
            where pid = ? and extract(epoch from backend_start)::text = ? and wait_event is distinct from 'SyncRep'""";

    /**
     * Terminates the backend, which releases its locks.
     *
     * @param other another connection to the server
     */
    public void terminate(Connection other) throws SQLException {
        execute(other, TERMINATE);
    }

    /**
     * Cancels the current statement of the backend, unless it is a COMMIT that waits for a standby. The caller of the
     * statement gets an error and keeps its connection.
     */
    void cancel(Connection other) throws SQLException {
        execute(other, CANCEL);
    }

    private void execute(Connection connection, String command) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(command)) {
            statement.setInt(1, pid);
            statement.setString(2, startedAt);
            statement.execute();
        }
    }
}

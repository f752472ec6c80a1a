package dev.lifeline.datasource.internal.sentinel;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * The server's process behind a connection. A process id alone is not enough: it may be another process's by now.
 *
 * @param startedAt in seconds since 1970, as the server writes it
 */
public record Backend(int pid, String startedAt) {
    private static final String END_IT =
            """
            select pg_terminate_backend(pid) from pg_stat_activity
            where pid = ? and extract(epoch from backend_start)::text = ?""";

    /** A COMMIT that waits for a standby is left alone: whose wait is cancelled is told that he succeeded. */
    private static final String CANCEL_IT =
            """
            select pg_cancel_backend(pid) from pg_stat_activity
            where pid = ? and extract(epoch from backend_start)::text = ? and wait_event is distinct from 'SyncRep'""";

    /** Ends it, so that the locks go that it may hold. */
    public void terminate(Connection other) throws SQLException {
        tell(other, END_IT);
    }

    /** Ends what it is doing, unless that would lie; whoever waits for it gets an error, and keeps the connection. */
    void cancel(Connection other) throws SQLException {
        tell(other, CANCEL_IT);
    }

    private void tell(Connection connection, String command) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(command)) {
            statement.setInt(1, pid);
            statement.setString(2, startedAt);
            statement.execute();
        }
    }
}

package dev.lifeline.datasource.internal.socket;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Aborts connections. */
public final class Connections {

    private Connections() {}

    /** Aborts the connection, if there is one, which releases threads that wait on it. Never blocks and never fails. */
    public static void abort(@Nullable Connection connection) {
        if (connection == null) {
            return;
        }
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            // The connection is unusable in either case.
        }
    }
}

package dev.lifeline.datasource.internal.socket;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Aborts connections. */
public final class Connections {

    private Connections() {}

    /** Cuts the connection, if there is one; whoever waits on it is freed. Never blocks and never fails. */
    public static void abort(@Nullable Connection connection) {
        if (connection == null) {
            return;
        }
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            // It is gone either way.
        }
    }
}

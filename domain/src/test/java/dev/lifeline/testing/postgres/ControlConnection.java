package dev.lifeline.testing.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Connection for the queries that a test sends to its server. It is kept open, because tests query many times a second
 * and each login starts a server process, and is reopened after the server has closed it. Safe for use by several
 * threads.
 */
final class ControlConnection implements AutoCloseable {
    private final String url;
    private final String user;
    private @Nullable Connection kept;

    ControlConnection(String url, String user) {
        this.url = url;
        this.user = user;
    }

    /** Query on the connection. */
    @FunctionalInterface
    interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    /** Runs the query, and runs it again on a new connection if the kept one was broken. */
    synchronized <T> T ask(Question<T> question) {
        try {
            if (kept != null) {
                try {
                    return question.ask(kept);
                } catch (SQLException e) {
                    if (!kept.isClosed()) {
                        throw e;
                    }
                }
            }
            kept = DriverManager.getConnection(url, user, "");
            return question.ask(kept);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            if (kept != null) {
                kept.close();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.lifeline.testing.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The connection over which a test asks its server. It is kept, because tests ask many times a second and each login costs the server a
 * process, and is made again when the server has ended it. Safe for use by several threads.
 */
final class ControlConnection implements AutoCloseable {
    private final String url;
    private final String user;
    private @Nullable Connection kept;

    ControlConnection(String url, String user) {
        this.url = url;
        this.user = user;
    }

    /** What is done with the connection. */
    @FunctionalInterface
    interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    /** Asks, and asks again over another connection if the kept one was broken. */
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

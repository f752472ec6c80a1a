package dev.lifeline.datasource.internal.write;

import dev.lifeline.datasource.work.SqlWork;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Runs work of embedders, on connections that they cannot end. Safe for use by several threads. */
public final class EmbedderWork {
    private final DataSource connections;

    /** Work on connections of that source. */
    public EmbedderWork(DataSource connections) {
        this.connections = connections;
    }

    /** Runs work once, each of its statements for itself. */
    public <T> T read(SqlWork<T> work) {
        try (Connection connection = connections.getConnection()) {
            return guarded(work).run(connection);
        } catch (SQLException e) {
            throw new WriteFailedException(e);
        }
    }

    /** The same work, on a connection that refuses what is not the work's to do. */
    public <T> SqlWork<T> guarded(SqlWork<T> work) {
        return connection -> {
            try {
                return work.run(new WorkConnection(connection));
            } catch (SQLException e) {
                throw marked(e, connection);
            }
        };
    }

    /** An exception without a code tells nothing; that the connection is closed does. */
    private static SQLException marked(SQLException e, Connection connection) throws SQLException {
        return e.getSQLState() == null && connection.isClosed()
                ? new SQLException("the connection is closed", "08003", e)
                : e;
    }
}

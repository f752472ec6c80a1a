package dev.lifeline.persistence.internal.write;

import dev.lifeline.persistence.transaction.Work;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Runs work of embedders, on connections that they cannot end. Safe for use by several threads. */
public final class OwnWork {
    private final DataSource connections;

    /** Work on connections of that source. */
    public OwnWork(DataSource connections) {
        this.connections = connections;
    }

    /** Runs work once, each of its statements for itself. */
    public <T> T read(Work<T> work) {
        try (Connection connection = connections.getConnection()) {
            return guarded(work).run(connection);
        } catch (SQLException e) {
            throw new WriteFailedException(e);
        }
    }

    /** The same work, on a connection that refuses what is not the work's to do. */
    public <T> Work<T> guarded(Work<T> work) {
        return connection -> {
            try {
                return work.run(new LentConnection(connection));
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

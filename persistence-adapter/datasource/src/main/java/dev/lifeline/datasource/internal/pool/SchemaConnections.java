package dev.lifeline.datasource.internal.pool;

import dev.lifeline.datasource.internal.socket.Connections;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Single connections for the schema setup, with a longer read timeout. Safe for use by several threads. */
public final class SchemaConnections extends ConnectionSource implements AutoCloseable {
    private static final Duration HOST_LIMIT = Duration.ofSeconds(2);
    private static final Duration READ_LIMIT = Duration.ofMinutes(1);

    private final PostgresConnector connector;
    private final Set<Connection> made = ConcurrentHashMap.newKeySet();
    private volatile boolean ended;

    /** Creates a source that uses the connector. */
    public SchemaConnections(PostgresConnector connector) {
        this.connector = connector;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = connector.connect(HOST_LIMIT, READ_LIMIT);
        made.removeIf(SchemaConnections::isClosed); // a failed migration is retried repeatedly
        made.add(connection);
        if (ended) {
            close();
        }
        return connection;
    }

    private static boolean isClosed(Connection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            return false; // state unknown: keep it, to be aborted on close
        }
    }

    /** Aborts all connections, including later ones, with their work in progress. */
    @Override
    public void close() {
        ended = true;
        made.forEach(Connections::abort);
    }
}

package dev.lifeline.datasource.internal.pool;

import dev.lifeline.datasource.internal.socket.Connections;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Single connections for work on the schema, which may take longer than others. Safe for use by several threads.
 */
public final class SchemaConnections extends ConnectionSource implements AutoCloseable {
    private static final Duration HOST_LIMIT = Duration.ofSeconds(2);
    private static final Duration READ_LIMIT = Duration.ofMinutes(1);

    private final PostgresConnector connector;
    private final Set<Connection> made = ConcurrentHashMap.newKeySet();
    private volatile boolean ended;

    /** Connections made by that connector. */
    public SchemaConnections(PostgresConnector connector) {
        this.connector = connector;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = connector.connect(HOST_LIMIT, READ_LIMIT);
        made.removeIf(SchemaConnections::isClosed); // a migration that fails is tried again and again
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
            return false; // whoever cannot say is kept, to be cut at the end
        }
    }

    /** Cuts the connections, and with them whatever work is under way; later ones are of no use. */
    @Override
    public void close() {
        ended = true;
        made.forEach(Connections::abort);
    }
}

package dev.lifeline.datasource.internal.sentinel;

import dev.lifeline.datasource.internal.socket.Connections;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Queries and terminates backends over a separate connection, which is established on first use and kept open. Confined
 * to one thread, except for {@link #close()}.
 */
final class BackendQueries implements AutoCloseable {
    private static final String ACTIVITIES =
            """
            select pid, extract(epoch from backend_start)::text, coalesce(state, ''), coalesce(wait_event, ''),
                   coalesce(extract(epoch from state_change)::text, '')
            from pg_stat_activity where pid = any(?)""";

    private static final String TERMINATE_ALL =
            """
            select pg_terminate_backend(pid) from pg_stat_activity
            join unnest(?, ?) as departed (pid, started) using (pid)
            where extract(epoch from backend_start)::text = started""";

    private final Sentinel.ConnectionMaker maker;
    private final Duration limit;
    private volatile @Nullable Connection kept;
    private volatile boolean closed;

    /** @param limit longest time for the connect, and for each query */
    BackendQueries(Sentinel.ConnectionMaker maker, Duration limit) {
        this.maker = maker;
        this.limit = limit;
    }

    /** Returns the activities of the backends; those that the server does not know are missing. */
    Map<Backend, BackendActivity> ask(List<Backend> backends) throws SQLException {
        Connection connection = connection();
        Map<Backend, BackendActivity> activities = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(ACTIVITIES)) {
            Object[] pids = backends.stream().map(Backend::pid).toArray();
            Array array = connection.createArrayOf("int4", pids);
            statement.setArray(1, array);
            try (ResultSet answer = statement.executeQuery()) {
                while (answer.next()) {
                    BackendActivity activity = activity(answer);
                    activities.put(activity.backend(), activity);
                }
            }
        } catch (SQLException e) {
            disconnect();
            throw e;
        }
        return activities;
    }

    private static BackendActivity activity(ResultSet answer) throws SQLException {
        return new BackendActivity(
                new Backend(answer.getInt(1), answer.getString(2)),
                answer.getString(3),
                answer.getString(4),
                answer.getString(5));
    }

    /** Terminates a backend, which releases its locks. */
    void terminate(Backend backend) throws SQLException {
        execute(backend::terminate);
    }

    /** Terminates the backends that still exist. */
    void terminateAll(List<Backend> backends) throws SQLException {
        Connection connection = connection();
        try (PreparedStatement statement = connection.prepareStatement(TERMINATE_ALL)) {
            Object[] pids = backends.stream().map(Backend::pid).toArray();
            Object[] starts = backends.stream().map(Backend::startedAt).toArray();
            statement.setArray(1, connection.createArrayOf("int4", pids));
            statement.setArray(2, connection.createArrayOf("text", starts));
            statement.execute();
        } catch (SQLException e) {
            disconnect();
            throw e;
        }
    }

    /**
     * Cancels the current statement of a backend. The caller of the statement gets an error and keeps its connection.
     */
    void cancel(Backend backend) throws SQLException {
        execute(backend::cancel);
    }

    private void execute(Command command) throws SQLException {
        try {
            command.run(connection());
        } catch (SQLException e) {
            disconnect();
            throw e;
        }
    }

    /** A command for a backend. */
    @FunctionalInterface
    private interface Command {
        void run(Connection connection) throws SQLException;
    }

    private Connection connection() throws SQLException {
        Connection connection = kept;
        if (connection == null) {
            connection = maker.connect(limit);
            kept = connection;
        }
        requireOpen();
        return connection;
    }

    /** Closes the connection if this object was closed while it was being established. */
    private void requireOpen() throws SQLException {
        if (closed) {
            disconnect();
            throw new SQLException("the backend queries are closed", "08003");
        }
    }

    private void disconnect() {
        Connection connection = kept;
        kept = null;
        Connections.abort(connection);
    }

    @Override
    public void close() {
        closed = true;
        disconnect();
    }
}

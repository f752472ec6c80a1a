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
 * Asks the server about backends, over a connection of its own that is made when it is first needed and kept. Confined to one
 * thread, but for {@link #close()}.
 */
final class BackendQueries implements AutoCloseable {
    private static final String WHAT_ARE_THEY_DOING =
            """
            select pid, extract(epoch from backend_start)::text, coalesce(state, ''), coalesce(wait_event, ''),
                   coalesce(extract(epoch from state_change)::text, '')
            from pg_stat_activity where pid = any(?)""";

    private static final String END_ALL =
            """
            select pg_terminate_backend(pid) from pg_stat_activity
            join unnest(?, ?) as departed (pid, started) using (pid)
            where extract(epoch from backend_start)::text = started""";

    private final Sentinel.ConnectionMaker maker;
    private final Duration limit;
    private volatile @Nullable Connection kept;
    private volatile boolean closed;

    /**
     * @param limit how long making the connection, and then one question, may take
     */
    BackendQueries(Sentinel.ConnectionMaker maker, Duration limit) {
        this.maker = maker;
        this.limit = limit;
    }

    /** What the server says of those backends; of one that it does not know it says nothing. */
    Map<Backend, BackendActivity> ask(List<Backend> backends) throws SQLException {
        Connection connection = connection();
        Map<Backend, BackendActivity> activities = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(WHAT_ARE_THEY_DOING)) {
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

    /** Ends a backend, so that the locks go that it may hold. */
    void terminate(Backend backend) throws SQLException {
        tell(backend::terminate);
    }

    /** Ends those of the backends that are still there. */
    void terminateAll(List<Backend> backends) throws SQLException {
        Connection connection = connection();
        try (PreparedStatement statement = connection.prepareStatement(END_ALL)) {
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

    /** Ends what a backend is doing; whoever waits for it gets an error, and keeps the connection. */
    void cancel(Backend backend) throws SQLException {
        tell(backend::cancel);
    }

    private void tell(Command command) throws SQLException {
        try {
            command.giveOver(connection());
        } catch (SQLException e) {
            disconnect();
            throw e;
        }
    }

    /** Something to have done to a backend. */
    @FunctionalInterface
    private interface Command {
        void giveOver(Connection connection) throws SQLException;
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

    /** Whoever closed it did not see the connection that was being made. */
    private void requireOpen() throws SQLException {
        if (closed) {
            disconnect();
            throw new SQLException("the witness is closed", "08003");
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

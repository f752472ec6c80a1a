package dev.lifeline.datasource.internal.sentinel;

import static java.lang.System.Logger.Level.WARNING;

import dev.lifeline.datasource.internal.jdbc.CheckedConnection;
import dev.lifeline.datasource.internal.jdbc.LeaseHolder;
import dev.lifeline.datasource.internal.socket.ConnectAttempt;
import dev.lifeline.datasource.internal.socket.WatchedSocket;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Registry of all connections. Safe for use by several threads. */
public final class FlowRegistry {
    private static final System.Logger LOG = System.getLogger(FlowRegistry.class.getName());
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private static final String OWN_BACKEND =
            """
            select pid, extract(epoch from backend_start)::text
            from pg_stat_activity where pid = pg_backend_pid()""";

    private final AtomicBoolean warned = new AtomicBoolean();
    private final Set<Flow> flows = ConcurrentHashMap.newKeySet();
    private final Set<Flow> unwatched = ConcurrentHashMap.newKeySet();
    private final DepartedBackends departed = new DepartedBackends();
    private final AtomicBoolean suspected = new AtomicBoolean();

    /** Creates an empty registry. */
    public FlowRegistry() {}

    /**
     * Registers a new connection, with one query, and returns whether it leads directly to the server. Behind a pooler
     * the backend is unknown: the driver's pid comes from the pooler.
     */
    public boolean add(Connection connection, ConnectAttempt attempt, LeaseHolder lease) throws SQLException {
        return register(connection, attempt, lease, flows);
    }

    /** Registers a connection that is not watched, such as those of the sentinel and the probe. */
    public boolean know(Connection connection, ConnectAttempt attempt, LeaseHolder lease) throws SQLException {
        return register(connection, attempt, lease, unwatched);
    }

    private boolean register(Connection connection, ConnectAttempt attempt, LeaseHolder lease, Set<Flow> some)
            throws SQLException {
        Optional<WatchedSocket> socket = attempt.succeed();
        forgetClosed();
        Peer peer = peer(connection);
        socket.ifPresent(watched -> some.add(new Flow(watched, peer.backend(), lease)));
        return peer.direct();
    }

    /**
     * The remote end of a connection.
     *
     * @param direct whether it is the server rather than a pooler
     * @param backend null behind a pooler, or if the server does not reveal it
     */
    private record Peer(boolean direct, @Nullable Backend backend) {}

    private Peer peer(Connection connection) throws SQLException {
        try {
            @Nullable Backend backend = directBackend(connection);
            return new Peer(backend != null, backend);
        } catch (SQLException e) {
            if (!INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
                throw e;
            }
            warnOnce();
            return new Peer(isDirect(connection), null);
        }
    }

    private void warnOnce() {
        if (!warned.getAndSet(true)) {
            LOG.log(
                    WARNING,
                    "pg_stat_activity cannot be read: dead connections are found by their deadlines alone, which"
                            + " takes longer. Grant select on it to this role");
        }
    }

    private static boolean isDirect(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("select pg_backend_pid()")) {
            int assumed = connection.unwrap(PGConnection.class).getBackendPID();
            return answer.next() && answer.getInt(1) == assumed;
        }
    }

    /**
     * Returns the backend, or null behind a pooler: a pooler reports its own pids, which differ from the one that the
     * server returns.
     */
    private static @Nullable Backend directBackend(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(OWN_BACKEND)) {
            int assumed = connection.unwrap(PGConnection.class).getBackendPID();
            boolean direct = answer.next() && answer.getInt(1) == assumed;
            return direct ? new Backend(assumed, answer.getString(2)) : null;
        }
    }

    /** Returns the server process of a connection, if known. */
    public Optional<Backend> backendOf(Connection connection) throws SQLException {
        int pid = CheckedConnection.under(connection).driver().getBackendPID();
        return flows.stream()
                .filter(flow -> !flow.isClosed())
                .flatMap(flow -> flow.backend().stream())
                .filter(backend -> backend.pid() == pid)
                .findFirst();
    }

    /** Registers a connection for tests. */
    void add(Flow flow) {
        flows.add(flow);
    }

    /** Restarts the count of all current waits. */
    void forgetWaits() {
        flows.forEach(Flow::forgetWait);
    }

    /** Returns the backends of connections that were closed locally and may still exist. */
    DepartedBackends departed() {
        forgetClosed();
        return departed;
    }

    /**
     * Requests that backends of closed connections are terminated soon, because a connection was lost: its backend may
     * not know that, and hold locks for hours. Does not block.
     */
    public void suspectDeparted() {
        suspected.set(true);
    }

    /** Returns whether that was requested since the last call. */
    boolean takeSuspicion() {
        return suspected.get() && suspected.getAndSet(false);
    }

    private void forgetClosed() {
        forgetClosed(flows);
        forgetClosed(unwatched);
    }

    private void forgetClosed(Set<Flow> some) {
        List<Flow> closed = some.stream().filter(Flow::isClosed).toList();
        departed.addAll(closed.stream()
                .filter(some::remove)
                .map(Flow::backend)
                .flatMap(Optional::stream)
                .toList());
    }

    /** Returns the connections that wait for the server after the deadline of their operation. */
    List<Flow> overdue(long now) {
        return flows.stream()
                .filter(flow -> !flow.isClosed() && flow.isOverdue(now))
                .toList();
    }

    /** Returns the connections on which a thread has waited for longer than the limit. */
    List<Flow> quietFor(Duration limit) {
        return flows.stream()
                .filter(flow -> !flow.isClosed() && flow.isQuietFor(limit))
                .toList();
    }
}

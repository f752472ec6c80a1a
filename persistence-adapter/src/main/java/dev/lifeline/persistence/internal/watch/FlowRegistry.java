package dev.lifeline.persistence.internal.watch;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.postgresql.PGConnection;

/** All flows there are. Safe for use by several threads. */
public final class FlowRegistry {
    private static final String WHO_ARE_YOU =
            """
            select pid, extract(epoch from backend_start)::text
            from pg_stat_activity where pid = pg_backend_pid()""";

    private final Set<Flow> flows = ConcurrentHashMap.newKeySet();

    /** No flows yet. */
    public FlowRegistry() {}

    /**
     * Takes up a connection that was just made, at the price of one query. Behind a pooler nothing is known of the backend:
     * what the driver takes for it is the pooler's fiction, and says nothing of the server.
     */
    public void add(Connection connection, LoginAttempt attempt) throws SQLException {
        Optional<WatchedSocket> socket = attempt.succeed();
        if (socket.isEmpty()) {
            return;
        }
        flows.removeIf(Flow::isClosed);
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(WHO_ARE_YOU)) {
            int assumed = connection.unwrap(PGConnection.class).getBackendPID();
            boolean direct = answer.next() && answer.getInt(1) == assumed;
            flows.add(new Flow(socket.get(), direct ? new Backend(assumed, answer.getString(2)) : null));
        }
    }

    /** Takes up a flow. */
    void add(Flow flow) {
        flows.add(flow);
    }

    /** Counts all waits under way from now on. */
    void forgetWaits() {
        flows.forEach(Flow::forgetWait);
    }

    /** The flows on which somebody has been waiting for longer than that. */
    List<Flow> quietFor(Duration limit) {
        return flows.stream()
                .filter(flow -> !flow.isClosed() && flow.isQuietFor(limit))
                .toList();
    }
}

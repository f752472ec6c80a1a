package dev.lifeline.datasource.internal.recovery;

import static java.lang.System.Logger.Level.DEBUG;

import dev.lifeline.datasource.internal.failure.FailureClassifier;
import dev.lifeline.datasource.internal.failure.FailureKind;
import dev.lifeline.datasource.internal.failure.FailurePhase;
import dev.lifeline.datasource.internal.pool.PostgresConnector;
import dev.lifeline.datasource.internal.socket.Connections;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One session of the probe. Confined to one thread, but for {@link #abort}. */
final class ProbeSession {
    private static final System.Logger LOG = System.getLogger(ProbeSession.class.getName());

    /** Seconds since 1970, since a time would be written differently in another time zone. */
    private static final String QUESTION =
            """
            select pg_is_in_recovery(), current_setting('transaction_read_only')::boolean,
                   concat_ws(' ', extract(epoch from pg_postmaster_start_time()), inet_server_addr(), inet_server_port())""";

    /** Neither part can change within a session, so that this is asked once. */
    private static final String LINEAGE =
            """
            select concat_ws(' ', system_identifier, (select oid from pg_database where datname = current_database()))
            from pg_control_system()""";

    private final Connection connection;
    private @Nullable String lineage;

    private ProbeSession(Connection connection) {
        this.connection = connection;
    }

    /**
     * Logs in.
     *
     * @param hostLimit how long one host may take
     * @param readLimit how long the server may be silent afterwards
     */
    static ProbeSession open(PostgresConnector connector, Duration hostLimit, Duration readLimit) throws SQLException {
        return new ProbeSession(connector.connect(hostLimit, readLimit));
    }

    /** Asks the server about itself; waits at most that long for each reply. */
    ServerAnswer ask(Duration limit) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, (int) limit.toMillis());
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(QUESTION)) {
            answer.next();
            boolean standby = answer.getBoolean(1);
            boolean readOnly = standby || answer.getBoolean(2);
            return new ServerAnswer(readOnly, standby, answer.getString(3), lineage());
        }
    }

    private String lineage() throws SQLException {
        String known = lineage;
        if (known == null) {
            known = askLineage();
            lineage = known;
        }
        return known;
    }

    /** Without the privilege to ask, the lineage stays unknown, which is no failure. */
    private String askLineage() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(LINEAGE)) {
            return answer.next() ? answer.getString(1) : "";
        } catch (SQLException e) {
            if (FailureClassifier.classify(FailurePhase.WORK, e).kind() != FailureKind.APPLICATION) {
                throw e;
            }
            LOG.log(DEBUG, "The system identifier cannot be read: " + e.getMessage());
            return "";
        }
    }

    /** Closes the session, if there is one, without a message to a server that may be silent. Safe to call from any thread. */
    static void abort(@Nullable ProbeSession session) {
        if (session != null) {
            Connections.abort(session.connection);
        }
    }
}

package dev.lifeline.datasource.internal.recovery;

import static java.lang.System.Logger.Level.DEBUG;

import dev.lifeline.datasource.internal.failure.FailureClassifier;
import dev.lifeline.datasource.internal.failure.FailureKind;
import dev.lifeline.datasource.internal.failure.FailurePhase;
import dev.lifeline.datasource.internal.failure.ProtocolViolation;
import dev.lifeline.datasource.internal.pool.PostgresConnector;
import dev.lifeline.datasource.internal.socket.Connections;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A session of the probe. Confined to one thread, except for {@link #abort}. */
final class ProbeSession {
    private static final System.Logger LOG = System.getLogger(ProbeSession.class.getName());

    /** Uses seconds since 1970, because the text of a timestamp depends on the time zone. */
    private static final String QUESTION =
            """
            select pg_is_in_recovery(), current_setting('transaction_read_only')::boolean,
                   concat_ws(' ', extract(epoch from pg_postmaster_start_time()), inet_server_addr(), \
                   inet_server_port())""";

    /** Queried once, because neither part can change within a session. */
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
     * @param hostLimit longest time for one host
     * @param readLimit longest time that a later read waits
     */
    static ProbeSession open(PostgresConnector connector, Duration hostLimit, Duration readLimit) throws SQLException {
        try {
            return new ProbeSession(connector.connect(hostLimit, readLimit));
        } catch (RuntimeException e) {
            throw ProtocolViolation.of(e);
        }
    }

    /** Queries the state of the server; waits at most for the limit for each reply. */
    ServerAnswer ask(Duration limit) throws SQLException {
        try {
            return answer(limit);
        } catch (RuntimeException e) {
            throw ProtocolViolation.of(e);
        }
    }

    private ServerAnswer answer(Duration limit) throws SQLException {
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

    /** Returns the lineage; empty without the privilege to query it. */
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

    /**
     * Closes the session, if there is one, without a message to the server, which may not answer. Safe to call from any
     * thread.
     */
    static void abort(@Nullable ProbeSession session) {
        if (session != null) {
            Connections.abort(session.connection);
        }
    }
}

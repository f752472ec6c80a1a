package dev.lifeline.datasource.internal.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * One run of a server: a restart, a crash and a failover each begin another one.
 *
 * @param startedAt start of the server process, in seconds since 1970
 * @param recoveredTo the position in the log up to which the server recovered before this run; empty if no recovery was
 *     necessary
 * @param cluster system identifier of the server's data; empty if the role may not read it
 */
public record ServerRun(String startedAt, String recoveredTo, String cluster) {
    /**
     * SQL expressions for the first two components, to be added to other queries. Their cost on the server is
     * negligible.
     */
    public static final String PARTS =
            "extract(epoch from pg_postmaster_start_time())::text, coalesce(pg_last_wal_replay_lsn()::text, '')";

    private static final String ASK = "select pg_is_in_recovery(), " + PARTS;
    private static final String ALL = ASK + ", system_identifier::text from pg_control_system()";
    private static final String WITHOUT_CLUSTER = ASK + ", ''";
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    /**
     * Queries the server, in one round trip. There must be no transaction.
     *
     * @return null on a standby, because a promotion begins a new run without closing the sessions
     */
    public static @Nullable ServerRun of(Connection connection) throws SQLException {
        try {
            return ask(connection, ALL);
        } catch (SQLException e) {
            if (!INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
                throw e;
            }
            return ask(connection, WITHOUT_CLUSTER);
        }
    }

    /** Returns whether both are the same run; the cluster of one of them may be unknown. */
    public boolean isSameAs(ServerRun other) {
        return startedAt.equals(other.startedAt) && recoveredTo.equals(other.recoveredTo);
    }

    private static @Nullable ServerRun ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            answer.next();
            return answer.getBoolean(1)
                    ? null
                    : new ServerRun(answer.getString(2), answer.getString(3), answer.getString(4));
        }
    }
}

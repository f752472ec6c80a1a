package dev.lifeline.datasource.internal.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * One run of a server: a restart, a crash and a failover each begin another one.
 *
 * @param startedAt when the server's process started, in seconds since 1970
 * @param recoveredTo the position in the log up to which the server recovered before this run; empty if it had not to
 * @param cluster system identifier of the server's data; empty if the role may not read it
 */
public record ServerRun(String startedAt, String recoveredTo, String cluster) {
    /** Expressions for the first two parts, for a query that asks more. Both cost the server next to nothing. */
    public static final String PARTS =
            "extract(epoch from pg_postmaster_start_time())::text, coalesce(pg_last_wal_replay_lsn()::text, '')";

    private static final String ALL = "select " + PARTS + ", system_identifier::text from pg_control_system()";
    private static final String WITHOUT_CLUSTER = "select " + PARTS + ", ''";
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    /** Asks the server, in one round trip. There must be no transaction. */
    public static ServerRun of(Connection connection) throws SQLException {
        try {
            return ask(connection, ALL);
        } catch (SQLException e) {
            if (!INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
                throw e;
            }
            return ask(connection, WITHOUT_CLUSTER);
        }
    }

    private static ServerRun ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            answer.next();
            return new ServerRun(answer.getString(1), answer.getString(2), answer.getString(3));
        }
    }
}

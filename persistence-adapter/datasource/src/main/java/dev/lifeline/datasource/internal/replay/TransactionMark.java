package dev.lifeline.datasource.internal.replay;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Identity of a transaction on the server, read before COMMIT is sent.
 *
 * @param xid transaction id; null if the transaction has not written
 * @param pid process id of the backend
 * @param serverStart start time of the server, which distinguishes servers and restarts
 * @param readAt time of the server, in seconds since 1970
 */
record TransactionMark(@Nullable String xid, int pid, String serverStart, String readAt) {
    private static final String READ =
            """
            select pg_current_xact_id_if_assigned()::text, pg_backend_pid(),
              extract(epoch from pg_postmaster_start_time())::text, extract(epoch from clock_timestamp())::text""";

    /** Names of the functions up to PostgreSQL 12. */
    private static final String READ_BEFORE_13 =
            READ.replace("pg_current_xact_id_if_assigned", "txid_current_if_assigned");

    private static final String STATUS =
            """
            select pg_xact_status('%1$s'::xid8),
              extract(epoch from pg_postmaster_start_time())::text = '%2$s'
              and coalesce((select extract(epoch from stats_reset) from pg_stat_bgwriter), 0) < %3$s""";

    private static final String STATUS_BEFORE_13 =
            STATUS.replace("pg_xact_status('%1$s'::xid8)", "txid_status('%1$s'::bigint)");

    private static final String END =
            """
            select pg_terminate_backend(pid) from pg_stat_activity
            where pid = %2$d and backend_xid::text = (%1$s %% 4294967296)::text""";

    private static final int MAJOR_13 = 13;

    /** Status of a transaction. */
    enum Status {
        COMMITTED,
        ABORTED,
        IN_PROGRESS,
        /** The server was replaced or lost state, and may have reused the transaction's number. */
        UNKNOWN
    }

    /** Reads the mark of the current transaction, in one round trip. */
    static TransactionMark read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(isBefore13(connection) ? READ_BEFORE_13 : READ)) {
            answer.next();
            return new TransactionMark(answer.getString(1), answer.getInt(2), answer.getString(3), answer.getString(4));
        }
    }

    private static boolean isBefore13(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseMajorVersion() < MAJOR_13;
    }

    /** Queries the status of the transaction over another connection. */
    Status status(Connection other) throws SQLException {
        String sql = (isBefore13(other) ? STATUS_BEFORE_13 : STATUS).formatted(xid, serverStart, readAt);
        try (Statement statement = other.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            answer.next();
            return meaning(answer.getString(1), answer.getBoolean(2));
        } catch (SQLException e) {
            if ("22023".equals(e.getSQLState())) {
                return Status.ABORTED; // the server does not know the transaction: it did not happen there
            }
            throw e;
        }
    }

    /**
     * Evaluates a status. A restarted server cannot have the transaction in progress: the number then belongs to
     * another transaction, and this one was lost.
     */
    private static Status meaning(@Nullable String status, boolean sameServer) {
        if (status == null) {
            return Status.UNKNOWN;
        }
        return switch (status) {
            case "committed" -> sameServer ? Status.COMMITTED : Status.UNKNOWN;
            case "aborted" -> Status.ABORTED;
            case "in progress" -> sameServer ? Status.IN_PROGRESS : Status.ABORTED;
            default -> Status.UNKNOWN;
        };
    }

    /** Terminates the backend that still runs the transaction. */
    void end(Connection other) throws SQLException {
        try (Statement statement = other.createStatement()) {
            statement.execute(END.formatted(xid, pid));
        }
    }

    /**
     * Returns true once synchronous standbys have all earlier commits: a later commit waits for them. An earlier COMMIT
     * is no evidence, because its wait may have been cancelled.
     */
    static boolean isOnStandbys(Connection other) throws SQLException {
        other.setAutoCommit(false);
        try (Statement statement = other.createStatement()) {
            statement.execute(isBefore13(other) ? "select txid_current()" : "select pg_current_xact_id()");
            other.commit();
            return true;
        } finally {
            other.setAutoCommit(true);
        }
    }
}

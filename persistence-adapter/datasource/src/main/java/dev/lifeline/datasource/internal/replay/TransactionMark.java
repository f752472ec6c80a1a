package dev.lifeline.datasource.internal.replay;

import dev.lifeline.datasource.internal.jdbc.CheckedConnection;
import dev.lifeline.datasource.internal.jdbc.LogPosition;
import dev.lifeline.datasource.internal.jdbc.ServerRun;
import dev.lifeline.datasource.internal.jdbc.ServerRuns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Identity of a transaction on the server, read before COMMIT is sent.
 *
 * @param xid null if the transaction has written nothing
 * @param run the server run, which differs between servers and changes with a restart or crash
 * @param logged position in the server's log, behind all that the transaction has written; null on a standby
 */
record TransactionMark(@Nullable String xid, int pid, ServerRun run, @Nullable String logged) {
    private static final String ID_IF_ASSIGNED = "pg_current_xact_id_if_assigned()::text";

    /** Notifications and writes on foreign tables have no id until COMMIT, unless one is assigned. */
    private static final String ID = "case when pg_is_in_recovery() then null else pg_current_xact_id()::text end";

    private static final String LOGGED =
            "case when pg_is_in_recovery() then null else pg_current_wal_insert_lsn()::text end";

    private static final String READ = "select " + ID_IF_ASSIGNED + ", " + LOGGED;
    private static final String READ_WRITING = "select " + ID + ", " + LOGGED;
    private static final String READ_BEHIND_POOLER = ", pg_backend_pid(), " + ServerRun.PARTS;

    private static final String STATUS = "select pg_is_in_recovery(), pg_xact_status('%s'::xid8), " + ServerRun.PARTS;

    private static final String STATUS_BEFORE_13 =
            STATUS.replace("pg_xact_status('%s'::xid8)", "txid_status('%s'::bigint)");

    private static final String END =
            """
            select pg_terminate_backend(pid) from pg_stat_activity
            where pid = %2$d and backend_xid::text = (%1$s %% 4294967296)::text""";

    private static final int MAJOR_13 = 13;

    /**
     * Maximum difference in bytes between two names of the same log position: a page of the log begins with a header.
     */
    private static final int PAGE_HEADERS = 64;

    /** Outcome of a transaction. */
    enum Status {
        COMMITTED,
        ABORTED,
        IN_PROGRESS,
        /** The server is a standby, which may still receive the COMMIT. */
        UNDECIDED,
        /** The server was replaced or lost state, and may have reused the transaction's number. */
        UNKNOWN
    }

    /**
     * Reads the mark of the current transaction, in one round trip.
     *
     * @param run the run of the server behind the connection; null behind a pooler
     * @param writing whether the transaction has statements that write: the server then assigns it an id, unless it has
     *     one
     */
    static TransactionMark read(Connection connection, @Nullable ServerRun run, boolean writing) throws SQLException {
        String sql = isBefore13(connection) ? before13(writing) : writing ? READ_WRITING : READ;
        return run == null ? readBehindPooler(connection, sql) : readPrepared(connection, sql, run);
    }

    /** Up to version 12, the functions have other names. */
    private static String before13(boolean writing) {
        return (writing ? READ_WRITING : READ).replace("pg_current_xact_id", "txid_current");
    }

    /** After a few uses, the driver prepares this statement on the server, which halves its cost. */
    private static TransactionMark readPrepared(Connection connection, String sql, ServerRun run) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet answer = statement.executeQuery()) {
            answer.next();
            int pid = CheckedConnection.under(connection).driver().getBackendPID();
            return new TransactionMark(answer.getString(1), pid, run, answer.getString(2));
        }
    }

    private static TransactionMark readBehindPooler(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql + READ_BEHIND_POOLER)) {
            answer.next();
            ServerRun run = new ServerRun(answer.getString(4), answer.getString(5), "");
            return new TransactionMark(answer.getString(1), answer.getInt(3), run, answer.getString(2));
        }
    }

    private static boolean isBefore13(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseMajorVersion() < MAJOR_13;
    }

    /**
     * Asks another connection for the status of the transaction.
     *
     * @param cluster the identifier of the other connection's server, empty if it is unknown
     * @param runs the server runs that earlier connections have seen
     */
    Status status(Connection other, String cluster, ServerRuns runs) throws SQLException {
        String sql = (isBefore13(other) ? STATUS_BEFORE_13 : STATUS).formatted(xid);
        try (Statement statement = other.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            answer.next();
            if (answer.getBoolean(1)) {
                return Status.UNDECIDED;
            }
            if (isElsewhere(cluster)) {
                return Status.UNKNOWN;
            }
            ServerRun now = new ServerRun(answer.getString(3), answer.getString(4), cluster);
            @Nullable String status = answer.getString(2);
            return run.isSameAs(now) ? inSameRun(status) : inAnotherRun(status, isMemoryOf(now), ahead(now, runs));
        } catch (SQLException e) {
            if ("22023".equals(e.getSQLState())) {
                return unknownThere(other, cluster);
            }
            throw e;
        }
    }

    /** The server has not had a transaction with that number. */
    private Status unknownThere(Connection other, String cluster) throws SQLException {
        if (isElsewhere(cluster)) {
            return Status.UNKNOWN;
        }
        return isStandby(other) ? Status.UNDECIDED : Status.ABORTED;
    }

    /** Returns whether a server has other data. The changes may have been copied to that server nevertheless. */
    private boolean isElsewhere(String cluster) {
        return !cluster.isEmpty() && !run.cluster().isEmpty() && !run.cluster().equals(cluster);
    }

    private static boolean isStandby(Connection other) throws SQLException {
        try (Statement statement = other.createStatement();
                ResultSet answer = statement.executeQuery("select pg_is_in_recovery()")) {
            return answer.next() && answer.getBoolean(1);
        }
    }

    private OptionalLong ahead(ServerRun now, ServerRuns runs) {
        return logged == null ? OptionalLong.empty() : runs.recoveredBeyond(LogPosition.parse(logged), run, now);
    }

    /** Returns whether a server is known to have the same data, so that positions in its log can be compared. */
    private boolean isMemoryOf(ServerRun now) {
        return !run.cluster().isEmpty() && run.cluster().equals(now.cluster());
    }

    private static Status inSameRun(@Nullable String status) {
        return switch (String.valueOf(status)) {
            case "committed" -> Status.COMMITTED;
            case "aborted" -> Status.ABORTED;
            case "in progress" -> Status.IN_PROGRESS;
            default -> Status.UNKNOWN; // it is too old
        };
    }

    /**
     * Returns the status after a crash recovery or a promotion. The server then reuses transaction numbers that it did
     * not find in its log. If the recovered log contains all writes of this transaction, the number still belongs to
     * this transaction. Otherwise the log does not contain its COMMIT either.
     *
     * @param sameData whether positions in the log can be compared
     * @param ahead for each log recovered since, the number of bytes by which it extends beyond the writes of the
     *     transaction before COMMIT; empty if unknown
     */
    static Status inAnotherRun(@Nullable String status, boolean sameData, OptionalLong ahead) {
        if (!"committed".equals(status)) {
            return status == null
                    ? Status.UNKNOWN
                    : Status.ABORTED; // the transaction in progress is another one with the same number
        }
        if (!sameData || ahead.isEmpty()) {
            return Status.UNKNOWN;
        }
        long bytes = ahead.getAsLong();
        if (bytes >= 0) {
            return Status.COMMITTED;
        }
        return bytes > -PAGE_HEADERS ? Status.UNKNOWN : Status.ABORTED;
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
     *
     * @param limit longest wait; then the connection is closed, and the exception is that of a lost connection
     */
    static boolean isOnStandbys(Connection other, Duration limit) throws SQLException {
        other.setNetworkTimeout(Runnable::run, (int) Math.max(1, limit.toMillis()));
        other.setAutoCommit(false);
        try (Statement statement = other.createStatement()) {
            statement.execute(isBefore13(other) ? "select txid_current()" : "select pg_current_xact_id()");
        }
        other.commit();
        other.setNetworkTimeout(Runnable::run, 0);
        other.setAutoCommit(true); // after a failure the pool resets the setting or closes the connection
        return true;
    }
}

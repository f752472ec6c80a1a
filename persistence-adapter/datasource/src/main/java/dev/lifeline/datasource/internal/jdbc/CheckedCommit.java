package dev.lifeline.datasource.internal.jdbc;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransactionRollbackException;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.TransactionState;
import org.postgresql.jdbc.PgConnection;

/** Sends COMMIT in one round trip, and succeeds only if the server reports COMMIT. As thread-safe as the driver. */
final class CheckedCommit {
    private static final String IN_FAILED_TRANSACTION = "25P02";
    private static final String RESOLUTION_UNKNOWN = "08007";

    /** Flags of an unnamed statement: behind a pooler, a named statement may belong to another client. */
    private static final int FLAGS = QueryExecutor.QUERY_ONESHOT
            | QueryExecutor.QUERY_NO_METADATA
            | QueryExecutor.QUERY_NO_RESULTS
            | QueryExecutor.QUERY_SUPPRESS_BEGIN;

    private final PgConnection driver;
    private @Nullable Query commit;

    CheckedCommit(PgConnection driver) {
        this.driver = driver;
    }

    /**
     * Commits.
     *
     * @param cancellation of the caller's statements, paused meanwhile; may be null
     */
    void run(@Nullable StatementCancellation cancellation) throws SQLException {
        send(query(), FLAGS | QueryExecutor.QUERY_EXECUTE_AS_SIMPLE, cancellation);
    }

    /** Commits if a condition, a boolean SQL expression, holds on the server. */
    void runIf(String condition, @Nullable StatementCancellation cancellation) throws SQLException {
        String sql = "select 1 / (case when " + condition + " then 1 else 0 end); " + CommitReply.COMMITTED;
        send(driver.getQueryExecutor().createSimpleQuery(sql), FLAGS, cancellation);
    }

    private void send(Query query, int flags, @Nullable StatementCancellation cancellation) throws SQLException {
        if (cancellation == null) {
            send(query, flags);
            return;
        }
        cancellation.pause();
        try {
            send(query, flags);
        } finally {
            cancellation.resume();
        }
    }

    private void send(Query query, int flags) throws SQLException {
        boolean failed = driver.getTransactionState() == TransactionState.FAILED;
        CommitReply reply = new CommitReply(driver);
        try {
            driver.getQueryExecutor().execute(query, null, reply, 0, 0, flags);
        } catch (RuntimeException e) {
            driver.abort(Runnable::run);
            throw new SQLNonTransientConnectionException(
                    "The server's reply to COMMIT violates the protocol; the connection was closed",
                    RESOLUTION_UNKNOWN,
                    e);
        }
        if (!reply.isCommitted()) {
            throw notCommitted(reply, failed);
        }
    }

    private Query query() throws SQLException {
        if (commit == null) {
            commit = driver.getQueryExecutor().createSimpleQuery(CommitReply.COMMITTED);
        }
        return commit;
    }

    private SQLException notCommitted(CommitReply reply, boolean failed) throws SQLException {
        if (failed && reply.isRolledBack()) {
            return new SQLTransactionRollbackException(
                    "The server rolled back instead of committing, because a statement of the transaction had failed",
                    IN_FAILED_TRANSACTION);
        }
        driver.abort(Runnable::run);
        return new SQLNonTransientConnectionException(
                "The server replied " + reply.tag() + " to COMMIT; the connection was closed", RESOLUTION_UNKNOWN);
    }
}

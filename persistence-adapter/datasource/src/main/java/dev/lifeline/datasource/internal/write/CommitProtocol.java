package dev.lifeline.datasource.internal.write;

import dev.lifeline.datasource.internal.failure.CommitFailedException;
import dev.lifeline.datasource.internal.failure.FailureClassifier;
import dev.lifeline.datasource.internal.failure.FailureKind;
import dev.lifeline.datasource.internal.jdbc.CheckedConnection;
import dev.lifeline.datasource.internal.jdbc.StandbyWarning;
import dev.lifeline.datasource.internal.sentinel.Backend;
import dev.lifeline.datasource.internal.sentinel.FlowRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Ends transactions and classifies how they ended. Safe for use by several threads. */
final class CommitProtocol {
    private static final String RESOLUTION_UNKNOWN = "08007";

    /** True if the current transaction is the one that took the token, see {@link ReceiptTable}. */
    private static final String HAS_RECEIPT = "coalesce(current_setting('lifeline.receipt', true), '') = 'taken'";

    private final FlowRegistry flows;

    CommitProtocol(FlowRegistry flows) {
        this.flows = flows;
    }

    /** Steps within a transaction. */
    @FunctionalInterface
    interface Steps<T> {
        T run() throws SQLException;
    }

    /**
     * Runs the steps. If they fail, rolls back; if that fails, too, records the backend that may still run the
     * transaction.
     */
    <T> T watched(Connection connection, WriteCall call, Steps<T> steps) throws SQLException {
        Backend backend = flows.backendOf(connection).orElse(null);
        try {
            return steps.run();
        } catch (SQLException | RuntimeException | Error e) {
            failed(connection, call, backend, e);
            throw e;
        }
    }

    /**
     * Commits.
     *
     * @throws IllegalStateException if a statement had failed and its exception was swallowed, so that the server would
     *     roll back; or if the work ended the transaction itself
     * @throws CommitFailedException if COMMIT was sent and did not verifiably succeed, or not on all synchronous
     *     standbys
     */
    void commit(Connection connection) throws SQLException {
        requireSound(connection);
        commit(connection, Connection::commit);
    }

    private static void requireSound(Connection connection) throws SQLException {
        CheckedConnection checked = CheckedConnection.under(connection);
        if (checked.hasFailedTransaction()) {
            throw new IllegalStateException(
                    "A statement of the transaction failed, and the work swallowed its exception: nothing was changed");
        }
        if (!checked.hasTransaction()) {
            throw endedByWork();
        }
    }

    /**
     * Commits if the transaction is still the one that took the token; in one round trip like {@link #commit}.
     *
     * @throws IllegalStateException like {@link #commit}, and if the work ended the transaction and started another one
     */
    void commitWithReceipt(Connection connection) throws SQLException {
        requireSound(connection);
        CheckedConnection checked = CheckedConnection.under(connection);
        try {
            commit(connection, unused -> checked.commitIf(HAS_RECEIPT));
        } catch (CommitFailedException e) {
            throw checked.hasFailedTransaction()
                    ? endedByWork()
                    : e; // after a failed COMMIT there is no transaction; after a lost one it stays open
        }
    }

    /** Returns the exception for work that ended its transaction. */
    static IllegalStateException endedByWork() {
        return new IllegalStateException("The work ended the transaction with a SQL statement");
    }

    /** A way to commit. */
    @FunctionalInterface
    private interface Commit {
        void run(Connection connection) throws SQLException;
    }

    private static void commit(Connection connection, Commit how) {
        try {
            how.run(connection);
            if (StandbyWarning.isOn(connection)) {
                throw new SQLException("the standby may lack the commit", RESOLUTION_UNKNOWN);
            }
        } catch (SQLException e) {
            throw new CommitFailedException(e);
        }
    }

    private static void failed(Connection connection, WriteCall call, @Nullable Backend backend, Throwable failure) {
        if (FailureClassifier.classify(failure).kind() == FailureKind.IN_DOUBT) {
            call.doubt();
        }
        if (!isRolledBack(connection, failure)) {
            call.leftOpen(backend);
        }
    }

    /**
     * Returns whether the rollback succeeded. The cause of the failure may break the rollback as well; its exception is
     * added as suppressed.
     */
    private static boolean isRolledBack(Connection connection, Throwable failure) {
        try {
            connection.rollback();
            return true;
        } catch (SQLException e) {
            failure.addSuppressed(e);
            return false;
        }
    }
}

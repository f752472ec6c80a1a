package dev.lifeline.persistence.internal.write;

import dev.lifeline.persistence.internal.failure.CommitFailedException;
import dev.lifeline.persistence.internal.failure.FailureClassifier;
import dev.lifeline.persistence.internal.failure.FailureKind;
import dev.lifeline.persistence.internal.watch.Backend;
import dev.lifeline.persistence.internal.watch.Connections;
import dev.lifeline.persistence.internal.watch.FlowRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Ends transactions, and knows what it means if one ends otherwise. Safe for use by several threads. */
final class TransactionEnd {
    private static final String RESOLUTION_UNKNOWN = "08007";

    private final FlowRegistry flows;

    TransactionEnd(FlowRegistry flows) {
        this.flows = flows;
    }

    /** What is done within a transaction. */
    @FunctionalInterface
    interface Steps<T> {
        T run() throws SQLException;
    }

    /** Takes the steps; if one fails, rolls back where that is possible, and else notes what may be left behind. */
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
     * @throws IllegalStateException if a statement had failed and nobody had said so: the server would roll back, and the
     *     driver would not tell; or if the work ended the transaction itself
     * @throws CommitFailedException if COMMIT was sent, and did not succeed for all that is known, or not on every server
     *     that takes part
     */
    void commit(Connection connection) throws SQLException {
        if (Connections.hasFailedTransaction(connection)) {
            throw new IllegalStateException(
                    "A statement of the transaction failed, and the work swallowed its exception: nothing was changed");
        }
        if (!Connections.hasTransaction(connection)) {
            throw new IllegalStateException("The work ended the transaction by a statement of its own");
        }
        try {
            connection.commit();
            if (Connections.mayLackOnStandby(connection)) {
                throw new SQLException("the standby may not have it yet", RESOLUTION_UNKNOWN);
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
            call.brokeOff(backend);
        }
    }

    /** What broke the work may break the rollback too; the first failure is the one that tells. */
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

package dev.lifeline.datasource.internal.replay;

import dev.lifeline.datasource.internal.jdbc.ServerRun;
import dev.lifeline.datasource.internal.operation.Deadline;
import dev.lifeline.datasource.internal.replay.TransactionMark.Status;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Determines the outcome of a COMMIT with a lost response. */
final class CommitResolver {
    private final Lender lender;

    CommitResolver(Lender lender) {
        this.lender = lender;
    }

    /**
     * Returns whether a transaction has committed; false means that it can no longer commit. Terminates the backend
     * that still runs it. Blocks until the deadline at most, and for a round trip.
     *
     * @throws SQLException with 08007 if the outcome cannot be determined
     */
    boolean isCommitted(TransactionMark mark, SQLException lost, Deadline deadline) throws SQLException {
        while (true) {
            try (Connection other = lender.borrow(deadline.left())) {
                Status status = mark.status(other, cluster(lender.runOf(other)));
                if (status == Status.UNKNOWN) {
                    throw ReplayFailure.unknown(
                            "the server was restarted or replaced, and may have reused the transaction's number", lost);
                }
                if (status != Status.IN_PROGRESS) {
                    return status == Status.COMMITTED && TransactionMark.isOnStandbys(other);
                }
                mark.end(other);
            } catch (SQLException e) {
                if (e.getCause() == lost) {
                    throw e;
                }
                if (!lender.isLoss(e) || deadline.isOver()) {
                    lost.addSuppressed(e);
                    throw ReplayFailure.unknown("the server could not be queried", lost);
                }
            }
            if (deadline.isOver()) {
                throw ReplayFailure.unknown("the transaction did not end in time", lost);
            }
        }
    }

    /** Returns the cluster of a run, empty if it is unknown. */
    private static String cluster(@Nullable ServerRun run) {
        return run == null ? "" : run.cluster();
    }
}

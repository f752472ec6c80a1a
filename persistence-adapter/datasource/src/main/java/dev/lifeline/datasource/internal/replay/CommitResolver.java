package dev.lifeline.datasource.internal.replay;

import dev.lifeline.datasource.internal.jdbc.ServerRun;
import dev.lifeline.datasource.internal.operation.Deadline;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Determines the outcome of a COMMIT with a lost response. */
final class CommitResolver {
    private static final String READ_ONLY = "25006";

    private static final int PAUSE_MILLIS = 10;

    private final Lender lender;

    CommitResolver(Lender lender) {
        this.lender = lender;
    }

    /**
     * Returns whether a transaction has committed; false means that it can no longer commit. Terminates a backend that
     * still runs the transaction. Blocks until the deadline at most, plus two round trips.
     *
     * @throws SQLException with 08007 if the outcome cannot be determined
     */
    boolean isCommitted(TransactionMark mark, SQLException lost, Deadline deadline) throws SQLException {
        while (true) {
            boolean isStandby = false;
            boolean isEnding = false;
            try (Connection other = lender.borrowAnother(deadline.left())) {
                lender.setReplayable(other, true); // so that it is closed if the server falls silent again
                switch (mark.status(other, cluster(lender.runOf(other)), lender.runs())) {
                    case COMMITTED -> {
                        return TransactionMark.isOnStandbys(other, deadline.left());
                    }
                    case ABORTED -> {
                        return false;
                    }
                    case UNKNOWN ->
                        throw ReplayFailure.unknown(
                                "the server was restarted or replaced, and may have reused the transaction's number",
                                lost);
                    case IN_PROGRESS -> {
                        mark.end(other);
                        isEnding = true;
                    }
                    case UNDECIDED -> isStandby = true;
                }
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
            if (isStandby) {
                awaitPrimary(deadline, lost);
            } else if (isEnding) {
                pause(lost);
            }
        }
    }

    /** Usually a terminated backend ends at once. If it hangs, this pause avoids a tight loop of queries. */
    private static void pause(SQLException lost) throws SQLException {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ReplayFailure.unknown("an interrupt ended the wait", lost);
        }
    }

    private void awaitPrimary(Deadline deadline, SQLException lost) throws SQLException {
        try {
            lender.awaitWritable(new SQLException("the server is a standby", READ_ONLY), deadline.left());
        } catch (SQLException e) {
            lost.addSuppressed(e);
            throw ReplayFailure.unknown("only a standby could be queried", lost);
        }
    }

    /** Returns the cluster of a run, empty if it is unknown. */
    private static String cluster(@Nullable ServerRun run) {
        return run == null ? "" : run.cluster();
    }
}

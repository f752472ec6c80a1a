package dev.lifeline.datasource.internal.replay;

import dev.lifeline.datasource.internal.operation.Deadline;
import dev.lifeline.datasource.internal.replay.TransactionMark.Status;
import dev.lifeline.domain.time.Ticker;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** Determines the outcome of a COMMIT whose reply was lost. */
final class CommitResolver {
    private final Lender lender;
    private final Duration limit;
    private final Ticker ticker;

    CommitResolver(Lender lender, Duration limit, Ticker ticker) {
        this.lender = lender;
        this.limit = limit;
        this.ticker = ticker;
    }

    /**
     * Returns whether a transaction was committed, or will never be. Ends the server's process that still works on it. Blocks for at
     * most the limit and a round trip.
     *
     * @throws SQLException with 08007 if that cannot be determined
     */
    boolean isCommitted(TransactionMark mark, SQLException lost) throws SQLException {
        Deadline deadline = Deadline.in(limit, ticker);
        while (true) {
            try (Connection other = lender.borrow(deadline.left())) {
                Status status = mark.status(other);
                if (status == Status.UNKNOWN) {
                    throw ReplayFailure.unknown(
                            "the server was restarted or replaced, and may have given the transaction's number again",
                            lost);
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
                    throw ReplayFailure.unknown("the server could not be asked", lost);
                }
            }
            if (deadline.isOver()) {
                throw ReplayFailure.unknown("the transaction did not end in time", lost);
            }
        }
    }
}

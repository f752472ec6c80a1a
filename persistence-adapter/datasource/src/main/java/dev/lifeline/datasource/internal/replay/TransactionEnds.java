package dev.lifeline.datasource.internal.replay;

import static java.lang.System.Logger.Level.DEBUG;

import dev.lifeline.datasource.config.ReplayConfig;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Commits and rolls back, also if the connection is lost meanwhile. Confined to one thread. */
final class TransactionEnds {
    private static final System.Logger LOG = System.getLogger(TransactionEnds.class.getName());
    private static final String RESOLUTION_UNKNOWN = "08007";

    private final ReplayedTransaction transaction;
    private final ReplayConfig config;
    private final CommitResolver resolver;

    TransactionEnds(ReplayedTransaction transaction, ReplayConfig config, CommitResolver resolver) {
        this.transaction = transaction;
        this.config = config;
        this.resolver = resolver;
    }

    void commit() throws SQLException {
        boolean committed = false;
        try {
            commitOrReplay();
            committed = true;
        } finally {
            if (!committed) {
                transaction.rolledBack();
            }
            transaction.ended();
        }
    }

    private void commitOrReplay() throws SQLException {
        while (true) {
            @Nullable TransactionMark mark = null;
            try {
                mark = isMarkNeeded() ? transaction.mark() : null;
            } catch (SQLException e) {
                if (transaction.isLoss(e)) {
                    transaction.recover(e);
                    continue;
                }
                LOG.log(DEBUG, "A failed transaction has no mark; COMMIT will report the failure", e);
            }
            if (mark == null && mayHaveWritten()) {
                transaction.lender().setReplayable(transaction.connection(), false); // the outcome could not be learned
            }
            try {
                transaction.connection().commit();
                return;
            } catch (SQLException e) {
                if (!transaction.isLoss(e) && !RESOLUTION_UNKNOWN.equals(e.getSQLState())) {
                    throw transaction.isConnectionGone(e)
                            ? ReplayFailure.unknown("the caller's time limit or an interrupt ended the wait", e)
                            : e;
                }
                if (isCommitted(mark, e)) {
                    return;
                }
                transaction.recover(e);
            }
        }
    }

    private boolean isMarkNeeded() {
        return config.commitOutcome() && mayHaveWritten();
    }

    private boolean mayHaveWritten() {
        return transaction.recording().mayHaveWritten() || transaction.obstacle() != null;
    }

    /** Returns whether the transaction has committed. If it has not, it can be replayed. */
    private boolean isCommitted(@Nullable TransactionMark mark, SQLException lost) throws SQLException {
        transaction.lender().reportLoss();
        if (mark == null) {
            if (mayHaveWritten()) {
                throw ReplayFailure.unknown("the outcome of COMMIT was not tracked", lost);
            }
            return transaction.recording().isEmpty() || hasOnlyRead(lost);
        }
        transaction.giveBackLost();
        return mark.xid() == null || resolver.isCommitted(mark, lost, transaction.recoveryDeadline());
    }

    /**
     * Verifies with a read-only replay that the transaction did not write: only writes by functions could have been
     * lost with the COMMIT.
     */
    private boolean hasOnlyRead(SQLException lost) throws SQLException {
        transaction.recover(lost, true);
        return true;
    }

    void rollback() throws SQLException {
        try {
            transaction.connection().rollback();
        } catch (SQLException e) {
            if (!transaction.isLoss(e)) {
                throw e;
            }
            transaction.lender().reportLoss(); // the transaction ended with its session
        } finally {
            transaction.rolledBack();
            transaction.ended();
        }
    }
}

package dev.lifeline.datasource.internal.replay;

import static java.lang.System.Logger.Level.DEBUG;

import dev.lifeline.datasource.internal.jdbc.ServerRun;
import dev.lifeline.datasource.internal.operation.Deadline;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Replays a transaction on other connections until one replay is complete. Confined to one thread. */
final class TransactionRecovery {
    private static final System.Logger LOG = System.getLogger(TransactionRecovery.class.getName());

    /**
     * Maximum number of server restarts, so that a statement that crashes the server is not repeated until the time
     * limit.
     */
    private static final int MOST_RESTARTS = 3;

    private final ReplayedTransaction transaction;
    private final Lender lender;
    private final FailureJudge judge;
    private final ConnectionReplacement replacement;
    private @Nullable ServerRun run;
    private int restarts;

    TransactionRecovery(ReplayedTransaction transaction, ReplayContext context, FailureJudge judge) {
        this.transaction = transaction;
        this.lender = context.lender();
        this.judge = judge;
        this.replacement = new ConnectionReplacement(lender, judge, context.limit(), context.ticker());
        this.run = lender.runOf(transaction.connection());
    }

    /**
     * Replaces the connection and replays the transaction. Blocks until the deadline at most, and for the statements
     * that it repeats.
     *
     * @param readOnly whether the replay only verifies that the transaction does not write
     * @throws SQLException for the caller, if there is no complete replay
     */
    void recover(SQLException lost, boolean readOnly) throws SQLException {
        transaction.requireOpen();
        if (!lender.isRefusal(lost)) {
            lender.reportLoss();
        }
        requireReplayable(lost);
        if (restarts == MOST_RESTARTS) {
            throw judge.notReplayed("the server was restarted " + restarts + " times under the same statement", lost);
        }
        boolean done = false;
        while (!done) {
            Connection fresh = replacement.replace(transaction.connection(), lost);
            try {
                done = isReplayedOn(fresh, lost, readOnly);
            } finally {
                if (!done) {
                    lender.discard(fresh);
                }
            }
        }
    }

    private void requireReplayable(SQLException lost) throws SQLException {
        if (transaction.isContinuedDirectly()) {
            throw ReplayFailure.unknown("the transaction was continued on the connection of a result", lost);
        }
        @Nullable String obstacle = transaction.obstacle();
        if (obstacle != null) {
            throw transaction.isReplayDisabled()
                    ? judge.lostForGood(obstacle, lost)
                    : judge.notReplayed(obstacle, lost);
        }
    }

    /** Returns false if this connection was lost, too. */
    private boolean isReplayedOn(Connection fresh, SQLException lost, boolean readOnly) throws SQLException {
        try {
            transaction.moveTo(fresh);
            noteRunOf(fresh);
            replay(fresh, readOnly);
            transaction.requireOpen();
            return true;
        } catch (DifferentOutcomeException e) {
            throw readOnly
                    ? ReplayFailure.unknown("a function may have written: " + e.what(), lost)
                    : ReplayFailure.differs(e.what(), lost);
        } catch (SQLException e) {
            LOG.log(DEBUG, "A transaction could not be replayed", e);
            transaction.requireOpen();
            if (judge.hasTakenTooLong(e)) {
                throw judge.notReplayed("the replay exceeded the server's transaction_timeout", lost);
            }
            if (judge.isCurableInReplay(e, fresh, readOnly)) {
                return false;
            }
            throw readOnly
                    ? ReplayFailure.unknown("a statement writes although its text only reads", lost)
                    : ReplayFailure.differs("a statement failed that had succeeded", lost);
        }
    }

    private void replay(Connection fresh, boolean readOnly) throws SQLException, DifferentOutcomeException {
        Recording recording = transaction.recording();
        if (recording.isEmpty()) {
            return;
        }
        try {
            if (readOnly) {
                beginReadOnly(fresh);
            }
            recording.replayOn(fresh, readOnly);
        } finally {
            if (readOnly && !lender.isLost(fresh)) {
                fresh.rollback();
            }
        }
    }

    private static void beginReadOnly(Connection fresh) throws SQLException {
        try (Statement statement = fresh.createStatement()) {
            statement.execute("set transaction read only");
        }
    }

    /**
     * Records a restart of the server, after which sequences may have lost values. Behind a pooler a restart cannot be
     * excluded.
     */
    private void noteRunOf(Connection fresh) {
        @Nullable ServerRun now = lender.runOf(fresh);
        if (now == null || !now.equals(run)) {
            transaction.recording().noteRestart();
        }
        if (now != null && !now.equals(run)) {
            restarts++;
        }
        run = now;
    }

    /** Records that the connection works: the next loss has the full time for its recovery. */
    void succeeded() {
        replacement.succeeded();
        restarts = 0;
    }

    /** Returns the end of the recovery from the loss that was just found. */
    Deadline deadline() {
        return replacement.deadline();
    }

    /** Gives the lost connection back before the wait for another one. */
    void giveBackLost() {
        replacement.giveBack(transaction.connection());
    }
}

package dev.lifeline.datasource.internal.replay;

import dev.lifeline.datasource.config.ReplayConfig;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs the caller's statements, and repeats them after the connection was lost. Confined to one thread. */
final class StatementRunner {
    private static final String SESSION_CHANGED = "the session was changed with SQL";
    private static final String CANNOT_BE_REPLAYED = "it contains a statement that cannot be replayed";

    private final ReplayedTransaction transaction;
    private final AutocommitRunner autocommit;
    private boolean used;

    StatementRunner(ReplayedTransaction transaction, TransactionEnds ends, ReplayConfig config) {
        this.transaction = transaction;
        this.autocommit = new AutocommitRunner(transaction, ends, config, this);
    }

    /** Runs a statement of the caller. */
    <T> T execute(ReplayingStatement statement, Execution execution, Run<T> run) throws SQLException {
        transaction.requireOpen();
        requireSession(execution);
        if (execution.kind() == SqlKind.TRANSACTION_CONTROL) {
            noteKind(execution.kind());
        }
        if (transaction.isReplayDisabled()) {
            transaction.recording().noteWrite(execution.kind().mayWrite());
            return once(statement, execution, run);
        }
        return transaction.settings().autoCommit()
                ? autocommit.execute(statement, execution, run)
                : inTransaction(statement, execution, run);
    }

    /** At the start of its work, a logical connection has the session of others, and what they drew from sequences. */
    private void requireSession(Execution execution) throws SQLException {
        if (!used && transaction.isLogical() && SqlKinds.readsSequenceOfSession(execution.sql())) {
            throw ReplayFailure.otherSession();
        }
        used = true;
    }

    /** Runs a statement in the transaction under way. */
    <T> T inTransaction(ReplayingStatement statement, Execution execution, Run<T> run) throws SQLException {
        noteObstacles(execution);
        while (true) {
            try {
                T result = run.on(statement.current(), execution.sql());
                noteKind(execution.kind());
                succeeded(execution, DriverState.outcomes(DriverState.of(statement.current())), result);
                return result;
            } catch (SQLException e) {
                if (!transaction.isCurable(e)) {
                    noteKind(execution.kind());
                    transaction
                            .recording()
                            .add(
                                    StatementStep.failed(execution, e.getSQLState()),
                                    execution.kind().mayWrite());
                    throw e;
                }
                recover(execution.kind(), e);
            }
        }
    }

    /** A text that may have committed is not replayed, and its effect is unknown. */
    private void recover(SqlKind kind, SQLException lost) throws SQLException {
        if (mayCommit(kind) && transaction.isLoss(lost)) {
            transaction.lender().reportLoss();
            throw ReplayFailure.unknown("a statement may have committed it", lost);
        }
        transaction.recover(lost);
    }

    private static boolean mayCommit(SqlKind kind) {
        return kind == SqlKind.TRANSACTION_CONTROL || kind == SqlKind.OUTSIDE_TRANSACTION;
    }

    /** Notes what forbids to run the statement a second time, before it runs for the first time. */
    void noteObstacles(Execution execution) {
        @Nullable String obstacle = execution.parameters().obstacle();
        if (obstacle != null) {
            transaction.giveUp(obstacle);
        }
        switch (execution.kind()) {
            case OUTSIDE_TRANSACTION, PROCEDURE -> transaction.giveUp(CANNOT_BE_REPLAYED);
            case SESSION_AND_MORE -> transaction.giveUp(SESSION_CHANGED);
            default -> {} // a statement that only changes the session may be repeated until it has succeeded
        }
    }

    private <T> void succeeded(Execution execution, List<Outcome> outcomes, T returned) {
        @Nullable
        String obstacle =
                StatementStep.obstacle(outcomes, transaction.settings().isReadOnly());
        if (obstacle == null) {
            obstacle = execution.parameters().lastingObstacle();
        }
        if (obstacle != null) {
            transaction.giveUp(obstacle);
        }
        transaction
                .recording()
                .add(
                        StatementStep.succeeded(execution, outcomes, returned),
                        execution.kind().mayWrite());
        transaction.succeeded();
    }

    /** Notes what a statement that has run means for those behind it. */
    void noteKind(SqlKind kind) {
        switch (kind) {
            case TRANSACTION_CONTROL -> transaction.pin("a transaction was controlled with SQL");
            case OUTSIDE_TRANSACTION -> transaction.giveUp(CANNOT_BE_REPLAYED);
            case PROCEDURE -> transaction.disableReplay(CANNOT_BE_REPLAYED);
            case SESSION, SESSION_AND_MORE -> transaction.pin(SESSION_CHANGED);
            default -> {}
        }
    }

    /** Runs a statement without repeating it. */
    <T> T once(ReplayingStatement statement, Execution execution, Run<T> run) throws SQLException {
        try {
            return run.on(statement.current(), execution.sql());
        } catch (SQLException e) {
            if (!transaction.isConnectionGone(e)) {
                throw e;
            }
            boolean mayHaveCommitted = mayHaveCommitted(execution);
            if (!transaction.isLoss(e) && !mayHaveCommitted) {
                throw e;
            }
            transaction.lender().reportLoss();
            @Nullable String obstacle = transaction.obstacle();
            String reason = obstacle == null ? "the outcome of COMMIT was not tracked" : obstacle;
            throw mayHaveCommitted ? ReplayFailure.unknown(reason, e) : ReplayFailure.notReplayed(reason, e);
        }
    }

    /** A query with a stream as its parameter is likely to call a function that stores it. */
    private boolean mayHaveCommitted(Execution execution) {
        return mayCommit(execution.kind())
                || (transaction.settings().autoCommit()
                        && (execution.kind().mayWrite()
                                || execution.parameters().obstacle() != null));
    }
}

package dev.lifeline.datasource.internal.replay;

import dev.lifeline.datasource.config.ReplayConfig;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs the caller's statements, and repeats them after the connection was lost. Confined to one thread. */
final class StatementRunner {
    private static final String SESSION_CHANGED = "the session was changed with SQL";
    private static final String NOT_TRACKED = "the outcome of COMMIT was not tracked";
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

    /**
     * Refuses to read a sequence value that the caller has not drawn: a logical connection gets a session in which
     * other callers may have drawn values.
     */
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
                    noteFailure(execution, e);
                    throw e;
                }
                recover(execution.kind(), e);
            }
        }
    }

    private void noteFailure(Execution execution, SQLException e) {
        if (transaction.isConnectionGone(e)) {
            transaction.fail();
        } else {
            transaction.record(
                    StatementStep.failed(execution, e.getSQLState()),
                    execution.kind().mayWrite());
        }
    }

    /** A text that may have committed the transaction is not replayed; its effect is unknown. */
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

    /** Before the first run, records the reasons why the statement must not run a second time. */
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
        transaction.record(
                StatementStep.succeeded(execution, outcomes, returned),
                execution.kind().mayWrite());
        transaction.succeeded();
    }

    /** Records the effects of a completed statement on the statements that follow it. */
    void noteKind(SqlKind kind) {
        switch (kind) {
            case TRANSACTION_CONTROL -> transaction.pin("a transaction was controlled with SQL");
            case OUTSIDE_TRANSACTION -> transaction.giveUp(CANNOT_BE_REPLAYED);
            case PROCEDURE -> transaction.disableReplay(CANNOT_BE_REPLAYED);
            case SESSION, SESSION_AND_MORE -> transaction.pin(SESSION_CHANGED);
            default -> {}
        }
    }

    /** Runs a write in autocommit mode without tracking its outcome. Waits for a silent server, as a COMMIT does. */
    <T> T untracked(ReplayingStatement statement, Execution execution, Run<T> run) throws SQLException {
        transaction.giveUp(NOT_TRACKED);
        try {
            return once(statement, execution, run);
        } finally {
            transaction.ended();
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
            String reason = obstacle == null ? NOT_TRACKED : obstacle;
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

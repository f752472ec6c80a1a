package dev.lifeline.datasource.internal.replay;

import dev.lifeline.datasource.config.ReplayConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs the caller's statements, and repeats them after the connection was lost. Confined to one thread. */
final class StatementRunner {
    private static final String READ_ONLY = "25006";
    private static final String SESSION_CHANGED = "the session was changed with SQL";
    private static final String CANNOT_BE_REPLAYED = "it contains a statement that cannot be replayed";

    private final ReplayedTransaction transaction;
    private final TransactionEnds ends;
    private final ReplayConfig config;

    StatementRunner(ReplayedTransaction transaction, TransactionEnds ends, ReplayConfig config) {
        this.transaction = transaction;
        this.ends = ends;
        this.config = config;
    }

    /** Runs a statement of the caller. */
    <T> T execute(ReplayingStatement statement, Execution execution, Run<T> run) throws SQLException {
        transaction.requireOpen();
        if (execution.kind() == SqlKind.TRANSACTION_CONTROL) {
            noteKind(execution.kind());
        }
        if (transaction.isReplayDisabled()) {
            transaction.recording().noteWrite(execution.kind().mayWrite());
            return once(statement, execution, run);
        }
        return transaction.settings().autoCommit()
                ? alone(statement, execution, run)
                : inTransaction(statement, execution, run);
    }

    private <T> T inTransaction(ReplayingStatement statement, Execution execution, Run<T> run) throws SQLException {
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
    private void noteObstacles(Execution execution) {
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

    private void noteKind(SqlKind kind) {
        switch (kind) {
            case TRANSACTION_CONTROL -> transaction.pin("a transaction was controlled with SQL");
            case OUTSIDE_TRANSACTION -> transaction.giveUp(CANNOT_BE_REPLAYED);
            case PROCEDURE -> transaction.disableReplay(CANNOT_BE_REPLAYED);
            case SESSION, SESSION_AND_MORE -> transaction.pin(SESSION_CHANGED);
            default -> {}
        }
    }

    /** Runs a statement in autocommit mode. */
    private <T> T alone(ReplayingStatement statement, Execution execution, Run<T> run) throws SQLException {
        if (execution.parameters().obstacle() != null) {
            return onceAlone(statement, execution, run);
        }
        return switch (execution.kind()) {
            case READ -> read(statement, execution, run);
            case SEQUENCE -> again(statement, execution, run);
            case SESSION -> {
                T result = again(statement, execution, run); // changes of a lost session are lost with it
                if (!transaction.settings().addSql(execution.sql())) {
                    noteKind(execution.kind());
                }
                yield result;
            }
            case INSERT, WRITE, NOTIFICATION ->
                config.commitOutcome()
                        ? inSingleTransaction(statement, execution, run)
                        : once(statement, execution, run);
            default -> onceAlone(statement, execution, run);
        };
    }

    private <T> T again(ReplayingStatement statement, Execution execution, Run<T> run) throws SQLException {
        return transaction.onConnection(current -> run.on(statement.current(), execution.sql()));
    }

    /** Runs a statement in autocommit mode that cannot be repeated. What it left in a lost session is lost with it. */
    private <T> T onceAlone(ReplayingStatement statement, Execution execution, Run<T> run) throws SQLException {
        noteObstacles(execution);
        boolean lost = false;
        try {
            return once(statement, execution, run);
        } catch (SQLException e) {
            lost = transaction.isLoss(e);
            throw e;
        } finally {
            if (!lost) {
                noteKind(execution.kind());
            }
            transaction.ended();
        }
    }

    private <T> T once(ReplayingStatement statement, Execution execution, Run<T> run) throws SQLException {
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

    /**
     * Runs a read. Its repetition runs in a read-only transaction, because a function that writes must not run twice.
     */
    private <T> T read(ReplayingStatement statement, Execution execution, Run<T> run) throws SQLException {
        try {
            return run.on(statement.current(), execution.sql());
        } catch (SQLException lost) {
            if (!transaction.isCurable(lost) || transaction.lender().isRefusedWrite(lost)) {
                throw lost;
            }
            return readAgain(statement, execution, run, lost);
        }
    }

    private <T> T readAgain(ReplayingStatement statement, Execution execution, Run<T> run, SQLException lost)
            throws SQLException {
        while (true) {
            transaction.recover(lost);
            try {
                T result = readOnly(statement, execution, run);
                transaction.succeeded();
                return result;
            } catch (SQLException e) {
                if (READ_ONLY.equals(e.getSQLState())) {
                    throw ReplayFailure.unknown("the statement writes although its text only reads", lost);
                }
                if (!transaction.isCurable(e)) {
                    throw e;
                }
            }
        }
    }

    private <T> T readOnly(ReplayingStatement statement, Execution execution, Run<T> run) throws SQLException {
        Connection connection = transaction.connection();
        try (Statement control = connection.createStatement()) {
            control.execute("begin read only");
            boolean done = false;
            try {
                T result = run.on(statement.current(), execution.sql());
                done = true;
                return result;
            } finally {
                if (done || !transaction.lender().isLost(connection)) {
                    control.execute("rollback");
                }
            }
        }
    }

    /** Runs a statement in a transaction, so that the outcome of its COMMIT can be determined. */
    private <T> T inSingleTransaction(ReplayingStatement statement, Execution execution, Run<T> run)
            throws SQLException {
        int fetchSize = statement.getFetchSize();
        transaction.beginSingle();
        try {
            statement.fetchSizeInFlight(0);
            T result = inTransaction(statement, execution.withFetchSize(0), run);
            ends.commit();
            return result;
        } catch (SQLException e) {
            ends.rollback();
            throw e;
        } finally {
            transaction.endSingle();
            statement.fetchSizeInFlight(fetchSize);
        }
    }
}

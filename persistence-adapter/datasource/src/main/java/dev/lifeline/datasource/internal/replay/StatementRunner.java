package dev.lifeline.datasource.internal.replay;

import dev.lifeline.datasource.config.ReplayConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs the caller's statements, and runs them again where the connection is lost. Confined to one thread. */
final class StatementRunner {
    private static final String READ_ONLY = "25006";

    private final ReplayedTransaction transaction;
    private final TransactionEnds ends;
    private final ReplayConfig config;

    StatementRunner(ReplayedTransaction transaction, TransactionEnds ends, ReplayConfig config) {
        this.transaction = transaction;
        this.ends = ends;
        this.config = config;
    }

    /** Runs a statement of the caller's. */
    <T> T execute(ReplayingStatement statement, Execution execution, Run<T> run) throws SQLException {
        if (transaction.isBeyondReplay()) {
            transaction.recording().noteWrite();
            return once(statement, execution, run);
        }
        return transaction.settings().autoCommit()
                ? alone(statement, execution, run)
                : inTransaction(statement, execution, run);
    }

    private <T> T inTransaction(ReplayingStatement statement, Execution execution, Run<T> run) throws SQLException {
        if (execution.kind() != SqlKind.SESSION) {
            noteKind(execution.kind());
        }
        while (true) {
            try {
                T result = run.on(statement.current(), execution.sql());
                noteKind(execution.kind());
                succeeded(execution, DriverState.outcomes(DriverState.of(statement.current())));
                return result;
            } catch (SQLException e) {
                if (!transaction.isLoss(e)) {
                    transaction
                            .recording()
                            .add(
                                    StatementStep.failed(execution, e.getSQLState()),
                                    execution.kind().mayWrite());
                    throw e;
                }
                transaction.recover(e);
            }
        }
    }

    private void succeeded(Execution execution, List<Outcome> outcomes) {
        @Nullable String obstacle = StatementStep.obstacle(execution, outcomes);
        if (obstacle != null) {
            transaction.giveUp(obstacle);
        }
        transaction
                .recording()
                .add(
                        StatementStep.succeeded(execution, outcomes),
                        execution.kind().mayWrite());
        transaction.succeeded();
    }

    private void noteKind(SqlKind kind) {
        switch (kind) {
            case TRANSACTION_CONTROL -> transaction.giveUpForGood("a transaction was controlled by SQL");
            case OUTSIDE_TRANSACTION -> transaction.giveUp("it runs a statement that cannot be run again");
            case SESSION -> transaction.giveUpForGood("the session was changed by SQL");
            default -> {}
        }
    }

    /** A statement in autocommit mode. */
    private <T> T alone(ReplayingStatement statement, Execution execution, Run<T> run) throws SQLException {
        return switch (execution.kind()) {
            case READ -> read(statement, execution, run);
            case SEQUENCE -> again(statement, execution, run);
            case SESSION -> {
                T result = again(statement, execution, run); // what a lost session had is gone with it
                noteKind(execution.kind());
                yield result;
            }
            case INSERT, WRITE ->
                config.commitOutcome() ? inOwnTransaction(statement, execution, run) : once(statement, execution, run);
            default -> {
                noteKind(execution.kind());
                T result = once(statement, execution, run);
                transaction.recordAnew();
                yield result;
            }
        };
    }

    private <T> T again(ReplayingStatement statement, Execution execution, Run<T> run) throws SQLException {
        return transaction.onConnection(current -> run.on(statement.current(), execution.sql()));
    }

    private <T> T once(ReplayingStatement statement, Execution execution, Run<T> run) throws SQLException {
        try {
            return run.on(statement.current(), execution.sql());
        } catch (SQLException e) {
            if (!transaction.isLoss(e)) {
                throw e;
            }
            transaction.lender().reportLoss();
            @Nullable String obstacle = transaction.obstacle();
            String reason = obstacle == null ? "its outcome was not to be determined" : obstacle;
            throw transaction.settings().autoCommit() && execution.kind().mayWrite()
                    ? ReplayFailure.unknown(reason, e)
                    : ReplayFailure.notReplayed(reason, e);
        }
    }

    /** Run again, a read runs in a read-only transaction: a function that writes must not run twice. */
    private <T> T read(ReplayingStatement statement, Execution execution, Run<T> run) throws SQLException {
        try {
            return run.on(statement.current(), execution.sql());
        } catch (SQLException lost) {
            if (!transaction.isLoss(lost)) {
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
                    throw ReplayFailure.unknown("the statement writes, although it reads by its text", lost);
                }
                if (!transaction.isLoss(e)) {
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

    /** So that the outcome of its COMMIT can be determined. */
    private <T> T inOwnTransaction(ReplayingStatement statement, Execution execution, Run<T> run) throws SQLException {
        int fetchSize = statement.getFetchSize();
        transaction.beginOwn();
        try {
            statement.setFetchSize(0);
            T result = inTransaction(statement, execution, run);
            ends.commit();
            return result;
        } catch (SQLException e) {
            ends.rollback();
            throw e;
        } finally {
            transaction.endOwn();
            statement.setFetchSize(fetchSize);
        }
    }
}

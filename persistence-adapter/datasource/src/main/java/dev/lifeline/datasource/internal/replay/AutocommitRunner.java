package dev.lifeline.datasource.internal.replay;

import dev.lifeline.datasource.config.ReplayConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Runs the caller's statements in autocommit mode: reads are repeated in a read-only transaction, writes run in a
 * transaction, so that their outcome can be determined. Confined to one thread.
 */
final class AutocommitRunner {
    private static final String READ_ONLY = "25006";

    private final ReplayedTransaction transaction;
    private final TransactionEnds ends;
    private final ReplayConfig config;
    private final StatementRunner runner;

    AutocommitRunner(
            ReplayedTransaction transaction, TransactionEnds ends, ReplayConfig config, StatementRunner runner) {
        this.transaction = transaction;
        this.ends = ends;
        this.config = config;
        this.runner = runner;
    }

    /** Runs a statement of the caller. */
    <T> T execute(ReplayingStatement statement, Execution execution, Run<T> run) throws SQLException {
        if (execution.parameters().obstacle() != null) {
            return onceAlone(statement, execution, run);
        }
        return switch (execution.kind()) {
            case READ -> read(statement, execution, run);
            case SEQUENCE -> again(statement, execution, run);
            case SESSION -> {
                T result = again(statement, execution, run); // changes of a lost session are lost with it
                if (!transaction.settings().addSql(execution.sql())) {
                    runner.noteKind(execution.kind());
                }
                yield result;
            }
            case INSERT, WRITE, NOTIFICATION ->
                // The driver would begin a read-only transaction on a read-only connection, and the write would fail.
                config.commitOutcome() && !transaction.settings().isReadOnly()
                        ? inSingleTransaction(statement, execution, run)
                        : runner.untracked(statement, execution, run);
            default -> onceAlone(statement, execution, run);
        };
    }

    private <T> T again(ReplayingStatement statement, Execution execution, Run<T> run) throws SQLException {
        return transaction.onConnection(current -> run.on(statement.current(), execution.sql()));
    }

    /**
     * Runs, in autocommit mode, a statement that cannot be repeated. Records the session state that the statement
     * leaves behind, such as a temporary table, unless the session was lost.
     */
    private <T> T onceAlone(ReplayingStatement statement, Execution execution, Run<T> run) throws SQLException {
        runner.noteObstacles(execution);
        boolean lost = false;
        try {
            return runner.once(statement, execution, run);
        } catch (SQLException e) {
            lost = transaction.isLoss(e);
            throw e;
        } finally {
            if (!lost) {
                runner.noteKind(execution.kind());
            }
            transaction.ended();
        }
    }

    /**
     * Runs a read. If the read is repeated, it runs in a read-only transaction, because a function that writes must not
     * run twice.
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
        try {
            transaction.beginSingle();
            statement.fetchSizeInFlight(0);
            T result = runner.inTransaction(statement, execution.withFetchSize(0), run);
            ends.commit();
            return result;
        } catch (SQLException e) {
            rollBack(e);
            throw e;
        } finally {
            transaction.endSingle();
            statement.fetchSizeInFlight(fetchSize);
        }
    }

    private void rollBack(SQLException failure) {
        try {
            ends.rollback();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }
}

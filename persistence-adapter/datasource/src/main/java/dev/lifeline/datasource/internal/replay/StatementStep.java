package dev.lifeline.datasource.internal.replay;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgStatement;

/** Recorded execution of a statement. */
final class StatementStep implements Step {
    private final Execution execution;
    private final List<Outcome> outcomes;
    private final @Nullable String failure;

    private StatementStep(Execution execution, List<Outcome> outcomes, @Nullable String failure) {
        this.execution = execution;
        this.outcomes = outcomes;
        this.failure = failure;
    }

    static StatementStep succeeded(Execution execution, List<Outcome> outcomes) {
        return new StatementStep(execution, outcomes, null);
    }

    /** Returns the step of a failed statement: its replay must fail with the same SQLSTATE. */
    static StatementStep failed(Execution execution, @Nullable String sqlState) {
        return new StatementStep(execution, List.of(), String.valueOf(sqlState));
    }

    @Override
    public void replay(Connection connection, boolean restarted) throws SQLException, DifferentOutcomeException {
        if (execution.kind() == SqlKind.SEQUENCE && failure == null) {
            KeptValues.advance(connection, execution.sql(), outcomes, restarted);
            return;
        }
        if (execution.kind() == SqlKind.INSERT && failure == null) {
            @Nullable Execution kept = KeptValues.keeping(execution, outcomes, connection, restarted);
            if (kept != null) {
                replay(kept, connection);
                return;
            }
        }
        replay(execution, connection);
    }

    private void replay(Execution again, Connection connection) throws SQLException, DifferentOutcomeException {
        try (Statement statement = again.statementOn(connection)) {
            try {
                Object unused = again.run().on(statement, again.sql());
            } catch (SQLException e) {
                if (failure != null && failure.equals(e.getSQLState())) {
                    return;
                }
                throw e;
            }
            compare(DriverState.of(statement));
        }
    }

    private void compare(PgStatement statement) throws SQLException, DifferentOutcomeException {
        List<Outcome> others = DriverState.outcomes(statement);
        if (failure != null || others.size() != outcomes.size()) {
            throw new DifferentOutcomeException("a statement succeeded that had failed");
        }
        for (int i = 0; i < outcomes.size(); i++) {
            if (!outcomes.get(i).matches(others.get(i), statement)) {
                throw new DifferentOutcomeException(
                        outcomes.get(i).rows() == null ? "an update count differs" : "the rows of a result differ");
            }
        }
    }

    @Override
    public long size() {
        return execution.sql().length()
                + outcomes.stream().mapToLong(Outcome::size).sum();
    }

    /** Returns why the step cannot be replayed, or null if it can. */
    static @Nullable String obstacle(Execution execution, List<Outcome> outcomes) {
        if (!execution.parameters().areRepeatable()) {
            return "a parameter was a stream";
        }
        return outcomes.stream().anyMatch(DriverState::isCursor) ? "it reads through a cursor (fetchSize)" : null;
    }
}

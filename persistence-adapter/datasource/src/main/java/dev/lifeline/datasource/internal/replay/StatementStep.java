package dev.lifeline.datasource.internal.replay;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgStatement;

/** Recorded execution of a statement. */
final class StatementStep implements Step {
    private static final long[] NO_COUNTS = {};
    private static final String COUNT_DIFFERS = "an update count differs";

    private final Execution execution;
    private final List<Outcome> outcomes;
    private final long[] counts;
    private final @Nullable String failure;

    private StatementStep(Execution execution, List<Outcome> outcomes, long[] counts, @Nullable String failure) {
        this.execution = execution;
        this.outcomes = outcomes;
        this.counts = counts;
        this.failure = failure;
    }

    static StatementStep succeeded(Execution execution, List<Outcome> outcomes) {
        return new StatementStep(execution, outcomes, NO_COUNTS, null);
    }

    /**
     * @param returned the value that the execution returned to the caller; only this contains the update counts of a
     * batch
     */
    static StatementStep succeeded(Execution execution, List<Outcome> outcomes, Object returned) {
        return new StatementStep(execution, outcomes, counts(returned), null);
    }

    /** Returns a copy of the update counts of a batch; empty for other results. */
    private static long[] counts(@Nullable Object returned) {
        if (returned instanceof int[] counts) {
            return Arrays.stream(counts).asLongStream().toArray();
        }
        return returned instanceof long[] counts ? counts.clone() : NO_COUNTS;
    }

    /** Returns the step of a failed statement: its replay must fail with the same SQLSTATE. */
    static StatementStep failed(Execution execution, @Nullable String sqlState) {
        return new StatementStep(execution, List.of(), NO_COUNTS, String.valueOf(sqlState));
    }

    @Override
    public void replay(Connection connection, boolean restarted) throws SQLException, DifferentOutcomeException {
        if (execution.kind() == SqlKind.SEQUENCE && failure == null) {
            KeptValues.advance(connection, execution.sql(), outcomes, restarted);
            return;
        }
        if (execution.kind() == SqlKind.INSERT && failure == null) {
            List<StatementStep> inserts = BatchInsert.split(execution, outcomes);
            for (StatementStep insert : inserts) {
                insert.replay(connection, restarted);
            }
            if (!inserts.isEmpty()) {
                return;
            }
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
            @Nullable Object returned;
            try {
                returned = again.run().on(statement, again.sql());
            } catch (SQLException e) {
                if (failure != null && failure.equals(e.getSQLState())) {
                    return;
                }
                throw e;
            }
            compare(DriverState.of(statement), counts(returned));
        }
    }

    private void compare(PgStatement statement, long[] otherCounts) throws SQLException, DifferentOutcomeException {
        List<Outcome> others = DriverState.outcomes(statement);
        if (failure != null || others.size() != outcomes.size()) {
            throw new DifferentOutcomeException("a statement succeeded that had failed");
        }
        if (!Arrays.equals(counts, otherCounts)) {
            throw new DifferentOutcomeException(COUNT_DIFFERS);
        }
        for (int i = 0; i < outcomes.size(); i++) {
            if (!outcomes.get(i).matches(others.get(i), statement)) {
                throw new DifferentOutcomeException(
                        outcomes.get(i).rows() == null ? COUNT_DIFFERS : "the rows of a result differ");
            }
        }
    }

    @Override
    public String sql() {
        return execution.sql();
    }

    @Override
    public long size() {
        int texts = execution.batch().isEmpty() ? 1 : 2; // the text of a batch is that of its entries, joined
        return (long) execution.sql().length() * texts
                + execution.parameters().size()
                + (long) counts.length * Long.BYTES
                + outcomes.stream().mapToLong(Outcome::size).sum();
    }

    /**
     * Returns why the results cannot be replayed, or null if they can.
     *
     * @param readOnly whether the transaction refuses writes
     */
    static @Nullable String obstacle(List<Outcome> outcomes, boolean readOnly) {
        for (Outcome outcome : outcomes) {
            @Nullable String obstacle = outcome.obstacle(readOnly);
            if (obstacle != null) {
                return obstacle;
            }
        }
        return null;
    }
}

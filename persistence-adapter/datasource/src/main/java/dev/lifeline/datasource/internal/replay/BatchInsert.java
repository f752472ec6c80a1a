package dev.lifeline.datasource.internal.replay;

import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postgresql.core.ParameterList;

/**
 * Batch of a prepared insert with server-generated values that the caller has read. Each insert of the batch keeps its
 * own values.
 */
final class BatchInsert {

    private BatchInsert() {}

    /**
     * Returns the inserts of the batch, each as a separate step; empty if the step is no such batch, or if the insert
     * has another form.
     */
    static List<StatementStep> split(Execution batch, List<Outcome> outcomes) {
        List<ParameterList> entries = batch.parameters().batch();
        if (entries.isEmpty()) {
            return List.of();
        }
        Optional<Outcome> returned = Outcome.withRows(outcomes);
        Optional<InsertText> insert = InsertText.parse(batch.sql());
        if (returned.isEmpty() || insert.isEmpty()) {
            return List.of();
        }
        int rows = insert.get().rowEnds().size();
        if (returned.get().rowCount() != rows * entries.size()) {
            return List.of();
        }
        List<StatementStep> inserts = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Outcome keys = returned.get().slice(i * rows, (i + 1) * rows);
            inserts.add(StatementStep.succeeded(single(batch, i), asInserted(rows, keys)));
        }
        return inserts;
    }

    private static Execution single(Execution batch, int entry) {
        return batch.with(
                batch.parameters().entry(entry), (statement, sql) -> ((PreparedStatement) statement).executeUpdate());
    }

    /**
     * Returns the results of one insert in the driver's order: the update count, the generated keys, and the update
     * count again.
     */
    private static List<Outcome> asInserted(int rows, Outcome keys) {
        Outcome count = Outcome.count(rows);
        return List.of(count, keys, count);
    }
}

package dev.lifeline.datasource.internal.replay;

import java.io.InputStream;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.core.ParameterList;
import org.postgresql.jdbc.PgStatement;
import org.postgresql.util.ByteStreamWriter;

/**
 * Parameters of a prepared statement: the current ones and those of its batch.
 *
 * @param current copies of the current parameters; empty for a plain statement
 * @param batch the driver's copies
 */
record Parameters(List<ParameterList> current, List<ParameterList> batch) {
    private static final Parameters NONE = new Parameters(List.of(), List.of());

    static Parameters of(PgStatement statement) {
        if (!(statement instanceof PreparedStatement)) {
            return NONE;
        }
        return new Parameters(List.of(DriverState.parameters(statement).copy()), DriverState.batch(statement));
    }

    /** Returns whether no parameter is a stream, which can be read only once. */
    boolean areRepeatable() {
        List<ParameterList> all = new ArrayList<>(current);
        all.addAll(batch);
        for (ParameterList list : all) {
            for (Object value : list.getValues()) {
                if (value instanceof InputStream || value instanceof ByteStreamWriter || isStream(value)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Returns whether the value is one of the driver's stream wrappers. */
    private static boolean isStream(Object value) {
        return value != null && value.getClass().getSimpleName().equals("StreamWrapper");
    }

    /** Sets the parameters of a new statement for the same SQL. */
    void applyTo(Statement statement) throws SQLException {
        if (current.isEmpty()) {
            return;
        }
        ParameterList fresh = DriverState.parameters(DriverState.of(statement));
        for (ParameterList one : batch) {
            fresh.clear();
            fresh.appendAll(one);
            ((PreparedStatement) statement).addBatch();
        }
        fresh.clear();
        fresh.appendAll(current.get(0));
    }
}

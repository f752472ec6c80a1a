package dev.lifeline.datasource.internal.replay;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Field;
import org.postgresql.core.ParameterList;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.Tuple;
import org.postgresql.jdbc.PgResultSet;
import org.postgresql.jdbc.PgStatement;
import org.postgresql.jdbc.ResultWrapper;

/**
 * Reads the fields in which the driver keeps the parameters and results of a statement. All other ways have a cost: a
 * wrapper around each result would cost a call per value. Written for pgjdbc 42.7.
 */
final class DriverState {
    private static final VarHandle RESULT = field(PgStatement.class, "result", ResultWrapper.class);
    private static final VarHandle KEYS = field(PgStatement.class, "generatedKeys", ResultWrapper.class);
    private static final VarHandle PARAMETERS = field(preparedStatements(), "preparedParameters", ParameterList.class);
    private static final VarHandle BATCH = field(PgStatement.class, "batchParameters", ArrayList.class);
    private static final VarHandle ROWS = field(PgResultSet.class, "rows", List.class);
    private static final VarHandle FIELDS = field(PgResultSet.class, "fields", Field[].class);
    private static final VarHandle ROW = field(PgResultSet.class, "currentRow", int.class);
    private static final VarHandle TYPE = field(PgResultSet.class, "resultsettype", int.class);
    private static final VarHandle CURSOR = field(PgResultSet.class, "cursor", ResultCursor.class);

    private DriverState() {}

    /** Returns the class of prepared statements, which is not public. */
    private static Class<?> preparedStatements() {
        try {
            return Class.forName("org.postgresql.jdbc.PgPreparedStatement");
        } catch (ClassNotFoundException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static VarHandle field(Class<?> owner, String name, Class<?> type) {
        try {
            return MethodHandles.privateLookupIn(owner, MethodHandles.lookup()).findVarHandle(owner, name, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    static PgStatement of(Statement statement) throws SQLException {
        return statement.unwrap(PgStatement.class);
    }

    static ParameterList parameters(PgStatement statement) {
        return (ParameterList) PARAMETERS.get(statement);
    }

    /** Returns the parameters of the current batch. */
    @SuppressWarnings("unchecked")
    static List<ParameterList> batch(PgStatement statement) {
        @Nullable ArrayList<ParameterList> batch = (ArrayList<ParameterList>) BATCH.get(statement);
        return batch == null ? List.of() : List.copyOf(batch);
    }

    /** Returns the results of the last execution, with the generated keys at the end. */
    static List<Outcome> outcomes(PgStatement statement) {
        @Nullable ResultWrapper keys = (ResultWrapper) KEYS.get(statement);
        @Nullable ResultWrapper first = (ResultWrapper) RESULT.get(statement);
        if (keys == null && first != null && first.getNext() == null) {
            return List.of(outcome(first));
        }
        List<Outcome> all = new ArrayList<>();
        for (ResultWrapper one = first; one != null; one = one.getNext()) {
            all.add(outcome(one));
        }
        for (ResultWrapper one = keys; one != null; one = one.getNext()) {
            all.add(outcome(one));
        }
        return all;
    }

    @SuppressWarnings("unchecked")
    private static Outcome outcome(ResultWrapper wrapper) {
        if (!(wrapper.getResultSet() instanceof PgResultSet result)) {
            return Outcome.count(wrapper.getUpdateCount());
        }
        return Outcome.rows(result, (List<Tuple>) ROWS.get(result), (Field[]) FIELDS.get(result));
    }

    /** Returns whether the server holds further rows of a result, which are lost with the connection. */
    static boolean isCursor(Outcome outcome) {
        return outcome.result() != null && CURSOR.get(outcome.result()) != null;
    }

    /** Returns how many rows the caller has read, or can still read because the result is open. */
    static int rowsSeen(PgResultSet result, int size) {
        boolean open = ROWS.get(result) != null;
        boolean onlyForward = (int) TYPE.get(result) == ResultSet.TYPE_FORWARD_ONLY;
        return open || !onlyForward ? size : Math.min(size, (int) ROW.get(result) + 1);
    }
}

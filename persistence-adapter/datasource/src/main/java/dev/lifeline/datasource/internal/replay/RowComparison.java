package dev.lifeline.datasource.internal.replay;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseStatement;
import org.postgresql.core.Field;
import org.postgresql.core.Oid;
import org.postgresql.core.Tuple;

/**
 * Comparison of the rows of two executions of a statement. Values in the same format are compared as the server sent
 * them. The driver receives the values of a frequent statement in binary format, and those of its replay on another
 * connection in text format: such values are compared as the driver decodes them.
 */
final class RowComparison {
    private final BaseStatement statement;
    private final Field[] mine;
    private final Field[] others;

    /**
     * Creates a comparison of results with the same number of columns.
     *
     * @param statement creates the results that decode values
     */
    RowComparison(BaseStatement statement, Field[] mine, Field[] others) {
        this.statement = statement;
        this.mine = mine;
        this.others = others;
    }

    /** Returns whether the first rows of both are equal. Both have at least as many. */
    boolean areEqual(int count, List<Tuple> myRows, List<Tuple> otherRows) throws SQLException {
        try (ResultSet my = statement.createDriverResultSet(mine, myRows);
                ResultSet other = statement.createDriverResultSet(others, otherRows)) {
            for (int row = 0; row < count; row++) {
                my.next();
                other.next();
                for (int column = 0; column < mine.length; column++) {
                    boolean equal = isSentAlike(column)
                            ? Arrays.equals(
                                    myRows.get(row).get(column),
                                    otherRows.get(row).get(column))
                            : areEqual(column + 1, my, other);
                    if (!equal) {
                        return false;
                    }
                }
            }
            return true;
        }
    }

    private boolean isSentAlike(int column) {
        return hasSameType(column) && mine[column].getFormat() == others[column].getFormat();
    }

    private boolean hasSameType(int column) {
        return mine[column].getOID() == others[column].getOID();
    }

    private boolean areEqual(int column, ResultSet my, ResultSet other) throws SQLException {
        if (!hasSameType(column - 1)) {
            return Objects.equals(my.getString(column), other.getString(column));
        }
        return switch (mine[column - 1].getOID()) {
            case Oid.TIMESTAMPTZ ->
                isSameInstant(
                        my.getObject(column, OffsetDateTime.class), other.getObject(column, OffsetDateTime.class));
            case Oid.TIMETZ ->
                Objects.equals(my.getObject(column, OffsetTime.class), other.getObject(column, OffsetTime.class));
            case Oid.TIMESTAMP, Oid.DATE, Oid.TIME -> // java.sql types depend on the JVM's time zone
                Objects.equals(my.getString(column), other.getString(column));
            default -> Objects.deepEquals(decoded(my, column), decoded(other, column));
        };
    }

    private static boolean isSameInstant(@Nullable OffsetDateTime my, @Nullable OffsetDateTime other) {
        if (my == null || other == null) {
            return my == null && other == null;
        }
        return my.isEqual(other);
    }

    private static @Nullable Object decoded(ResultSet result, int column) throws SQLException {
        @Nullable Object value = result.getObject(column);
        return value instanceof Array array ? array.getArray() : value;
    }
}

package dev.lifeline.datasource.internal.replay;

import dev.lifeline.datasource.internal.driver.DriverFields;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseStatement;
import org.postgresql.core.Field;
import org.postgresql.core.Oid;
import org.postgresql.core.Tuple;
import org.postgresql.jdbc.PgResultSet;

/**
 * Result of one statement: rows or an update count. Keeps the driver's rows, so that rows are copied and compared only
 * after a failure.
 *
 * @param result null for an update count
 * @param rows null for an update count; the driver drops its reference when the result is closed
 * @param fields null for an update count
 * @param first position of the first row in the result
 * @param binary columns that arrived in binary format; the driver's field contains the current format only
 */
record Outcome(
        long updateCount,
        @Nullable PgResultSet result,
        @Nullable List<Tuple> rows,
        int first,
        @Nullable List<Field> fields,
        BitSet binary) {

    /** Estimate, in bytes: a value or row without its content, and the reference to it. */
    private static final int SIZE_OF_ARRAY = 20;

    private static final BitSet NONE = new BitSet();

    private static BitSet binaryOf(Field[] fields) {
        BitSet binary = new BitSet(fields.length);
        for (int i = 0; i < fields.length; i++) {
            binary.set(i, fields[i].getFormat() == Field.BINARY_FORMAT);
        }
        return binary;
    }

    static Outcome count(long updateCount) {
        return new Outcome(updateCount, null, null, 0, null, NONE);
    }

    static Outcome rows(PgResultSet result, List<Tuple> rows, Field[] fields) {
        return new Outcome(-1, result, rows, 0, Arrays.asList(fields), binaryOf(fields));
    }

    /**
     * Returns why the result cannot be replayed, or null if it can. For example, the caller may change rows through the
     * result, which is not recorded.
     *
     * @param readOnly whether the transaction refuses writes
     */
    @Nullable
    String obstacle(boolean readOnly) {
        if (result == null) {
            return null;
        }
        if (DriverState.isCursor(this)) {
            return "it reads through a cursor (fetchSize)";
        }
        if (hasColumn(Oid.REF_CURSOR)) {
            return "it reads through a cursor (refcursor)";
        }
        return !readOnly && hasColumn(Oid.OID) ? "it reads an oid, which may be of a large object" : null;
    }

    private boolean hasColumn(int type) {
        for (int i = 0; i < columnCount(); i++) {
            if (Objects.requireNonNull(fields).get(i).getOID() == type) {
                return true;
            }
        }
        return false;
    }

    /** Returns the first of several results that has rows; of an insert these are the generated keys. */
    static Optional<Outcome> withRows(List<Outcome> outcomes) {
        return outcomes.stream().filter(one -> one.rowCount() > 0).findFirst();
    }

    /** Returns a part of the rows. */
    Outcome slice(int from, int to) {
        return new Outcome(
                updateCount, result, Objects.requireNonNull(rows).subList(from, to), first + from, fields, binary);
    }

    int rowCount() {
        return rows == null ? 0 : rows.size();
    }

    /** Returns the columns with the formats in which they arrived; empty for an update count. */
    Field[] fieldArray() {
        if (fields == null) {
            return new Field[0];
        }
        Field[] then = new Field[fields.size()];
        for (int i = 0; i < then.length; i++) {
            then[i] = DriverFields.copy(fields.get(i));
            then[i].setFormat(binary.get(i) ? Field.BINARY_FORMAT : Field.TEXT_FORMAT);
        }
        return then;
    }

    /** Returns how many rows, from the first, the caller has read or can still read. */
    int seen() {
        if (rows == null || result == null) {
            return 0;
        }
        int size = rows.size();
        return Math.max(0, Math.min(size, DriverState.rowsSeen(result, first + size) - first));
    }

    private int columnCount() {
        return fields == null ? 0 : fields.size();
    }

    /** Returns the estimated size of the rows in memory, in bytes. */
    long size() {
        if (rows == null) {
            return 0;
        }
        long size = 0;
        for (Tuple row : rows) {
            size += row.length();
        }
        return size + (long) rows.size() * (columnCount() + 1) * SIZE_OF_ARRAY;
    }

    /**
     * Returns whether another execution returned the rows that the caller has read of this result, or can still read.
     * The caller may know whether there is a further row without reading it ({@code isBeforeFirst}, {@code isLast}).
     *
     * @param statement creates comparable results of both
     */
    boolean matches(Outcome other, BaseStatement statement) throws SQLException {
        if (rows == null || other.rows == null) {
            return rows == null && other.rows == null && updateCount == other.updateCount;
        }
        if (columnCount() != other.columnCount()) {
            return false;
        }
        int seen = seen();
        boolean sawAll = seen >= rows.size();
        if (sawAll ? rows.size() != other.rows.size() : other.rows.size() <= seen) {
            return false;
        }
        return seen == 0
                || new RowComparison(statement, fieldArray(), other.fieldArray()).areEqual(seen, rows, other.rows);
    }
}

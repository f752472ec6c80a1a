package dev.lifeline.datasource.internal.replay;

import java.io.InputStream;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Oid;
import org.postgresql.core.ParameterList;
import org.postgresql.jdbc.PgStatement;
import org.postgresql.util.ByteStreamWriter;
import org.postgresql.util.StreamWrapper;

/**
 * Parameters of a prepared statement: the current ones and those of its batch.
 *
 * @param current copies of the current parameters; empty for a plain statement
 * @param batch the driver's copies
 * @param obstacle why the parameters cannot be sent a second time; null if they can
 * @param arrays total length of the byte arrays
 */
record Parameters(List<ParameterList> current, List<ParameterList> batch, @Nullable String obstacle, long arrays) {
    /**
     * Maximum length of an array that is copied. A longer array is not copied, to save memory. It can be sent again
     * only while the statement runs, because the caller cannot change it while it waits.
     */
    private static final int MOST_BYTES = 1_048_576;

    /** Estimates, in bytes: the driver's objects for one list of parameters, and for one parameter without its text. */
    private static final int SIZE_OF_LIST = 100;

    private static final int SIZE_OF_PARAMETER = 50;

    private static final Parameters NONE = new Parameters(List.of(), List.of(), null, 0);

    static Parameters of(PgStatement statement) throws SQLException {
        if (!(statement instanceof PreparedStatement)) {
            return NONE;
        }
        ParameterList current = DriverState.parameters(statement).copy();
        List<ParameterList> batch = DriverState.batch(statement);
        return of(current, batch);
    }

    private static Parameters of(ParameterList current, List<ParameterList> batch) throws SQLException {
        @Nullable String obstacle = obstacle(current);
        long arrays = arrays(current);
        for (ParameterList one : batch) {
            obstacle = obstacle == null ? obstacle(one) : obstacle;
            arrays += arrays(one);
        }
        if (arrays == 0 || arrays > MOST_BYTES || obstacle != null) {
            return new Parameters(List.of(current), batch, obstacle, arrays);
        }
        List<ParameterList> copies = new ArrayList<>(batch.size());
        for (ParameterList one : batch) {
            copies.add(withOwnArrays(one.copy()));
        }
        return new Parameters(List.of(withOwnArrays(current)), copies, null, arrays);
    }

    /** Returns why the parameters cannot be sent again once the statement has ended; null if they can. */
    @Nullable
    String lastingObstacle() {
        return arrays > MOST_BYTES ? "its byte arrays as parameters are longer than " + MOST_BYTES + " bytes" : null;
    }

    /** Returns the parameters of one entry of the batch. */
    Parameters entry(int index) {
        return new Parameters(List.of(batch.get(index)), List.of(), obstacle, 0);
    }

    private static @Nullable String obstacle(ParameterList list) {
        @Nullable Object @Nullable [] values = list.getValues();
        if (values == null) {
            return list.getParameterCount() == 0 ? null : "a text with several statements has parameters";
        }
        for (@Nullable Object value : values) {
            if (!isPlain(value) && isStream(value)) {
                return "a parameter was a stream";
            }
        }
        return null;
    }

    /**
     * Returns whether the value is of one of the most frequent classes, which are checked first because that check is
     * cheap.
     */
    private static boolean isPlain(@Nullable Object value) {
        return value instanceof byte[] || value instanceof String;
    }

    private static boolean isStream(@Nullable Object value) {
        return value instanceof InputStream || value instanceof ByteStreamWriter || isReadOnce(value);
    }

    private static boolean isReadOnce(@Nullable Object value) {
        return value instanceof StreamWrapper wrapper && wrapper.getBytes() == null;
    }

    private static long arrays(ParameterList list) {
        @Nullable Object @Nullable [] values = list.getValues();
        long length = 0;
        if (values != null) {
            for (@Nullable Object value : values) {
                length += value instanceof StreamWrapper ? length(value) : 0;
            }
        }
        return length;
    }

    /** Returns the estimated size of all values in memory, in bytes. */
    long size() {
        long size = 0;
        for (ParameterList list : current) {
            size += size(list);
        }
        for (ParameterList list : batch) {
            size += size(list);
        }
        return size;
    }

    private static long size(ParameterList list) {
        @Nullable Object @Nullable [] values = list.getValues();
        long size = SIZE_OF_LIST;
        if (values != null) {
            for (@Nullable Object value : values) {
                size += SIZE_OF_PARAMETER + length(value);
            }
        }
        return size;
    }

    private static long length(@Nullable Object value) {
        if (value instanceof String text) {
            return text.length();
        }
        if (value instanceof byte[] bytes) {
            return bytes.length;
        }
        return value instanceof StreamWrapper wrapper && wrapper.getBytes() != null ? wrapper.getLength() : 0;
    }

    /** Replaces the arrays of the caller, which may change them later, by copies. */
    private static ParameterList withOwnArrays(ParameterList list) throws SQLException {
        Object[] values = list.getValues();
        int[] types = list.getTypeOIDs();
        for (int i = 0; i < values.length; i++) {
            if (types[i] == Oid.BYTEA && values[i] instanceof StreamWrapper wrapper) {
                int from = wrapper.getOffset();
                byte[] bytes = Arrays.copyOfRange(
                        Objects.requireNonNull(wrapper.getBytes()), from, from + wrapper.getLength());
                list.setBytea(i + 1, bytes, 0, bytes.length);
            }
        }
        return list;
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

package dev.lifeline.datasource.internal.replay;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Field;
import org.postgresql.core.Oid;

/**
 * Draws values from sequences. While a server runs, a sequence never returns a value twice. After a crash or failover
 * it may fall back by the values that it had logged in advance; then values are drawn until the sequence is past a
 * value that the caller keeps.
 */
final class SequenceValues {
    /** Maximum number of values that are drawn. A sequence logs 32 values in advance, times its increment and cache. */
    private static final int MOST_DRAWS = 10_000;

    private static final String ASCENDS =
            "select seqrelid::regclass::text, seqincrement > 0 and not seqcycle from pg_catalog.pg_sequence where "
                    + "seqrelid ";

    private static final String BY_NAME = ASCENDS + "= ?::regclass";

    /** Sequences that a column owns, or uses for its default. */
    private static final String OF_COLUMN = ASCENDS
            + "in (select objid from pg_catalog.pg_depend where classid = 'pg_class'::regclass"
            + " and refclassid = 'pg_class'::regclass and refobjid = ? and refobjsubid = ? and deptype in ('a', 'i')"
            + " union select d.refobjid from pg_catalog.pg_attrdef a join pg_catalog.pg_depend d"
            + " on d.classid = 'pg_attrdef'::regclass and d.objid = a.oid and d.refclassid = 'pg_class'::regclass"
            + " where a.adrelid = ? and a.adnum = ?)";

    /** Query whether the default of a column is the given constant. */
    private static final String IS_CONSTANT = "select exists (select from pg_catalog.pg_attrdef where adrelid = ?"
            + " and adnum = ? and btrim(split_part(pg_get_expr(adbin, adrelid), '::', 1), $$()'$$) = ?)";

    private SequenceValues() {}

    /** Sequence that is known to the server under that name. */
    private record Sequence(String name, boolean ascends) {}

    /**
     * Draws from a sequence until it is past the value.
     *
     * @throws DifferentOutcomeException if that is impossible
     */
    static void pass(Connection connection, String name, @Nullable String value)
            throws SQLException, DifferentOutcomeException {
        try (PreparedStatement statement = connection.prepareStatement(BY_NAME)) {
            statement.setString(1, name);
            pass(connection, sequences(statement), value);
        }
    }

    /**
     * Draws from the sequences of a column until they are past the value. If the column uses no sequence, the integer
     * may come from a sequence that a trigger, a function or the table of a view uses.
     *
     * @param column column of a table
     * @throws DifferentOutcomeException if that is impossible
     */
    static void pass(Connection connection, Field column, @Nullable String value)
            throws SQLException, DifferentOutcomeException {
        int table = column.getTableOid();
        int position = column.getPositionInTable();
        try (PreparedStatement statement = connection.prepareStatement(OF_COLUMN)) {
            statement.setInt(1, table);
            statement.setInt(2, position);
            statement.setInt(3, table);
            statement.setInt(4, position);
            List<Sequence> sequences = sequences(statement);
            if (sequences.isEmpty() && value != null && isInteger(column) && !isDefault(connection, column, value)) {
                throw notKept();
            }
            pass(connection, sequences, value);
        }
    }

    private static boolean isInteger(Field column) {
        int type = column.getOID();
        return type == Oid.INT8 || type == Oid.INT4 || type == Oid.INT2 || type == Oid.NUMERIC;
    }

    private static boolean isDefault(Connection connection, Field column, String value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(IS_CONSTANT)) {
            statement.setInt(1, column.getTableOid());
            statement.setInt(2, column.getPositionInTable());
            statement.setString(3, value);
            try (ResultSet answer = statement.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }

    private static List<Sequence> sequences(PreparedStatement statement) throws SQLException {
        List<Sequence> sequences = new ArrayList<>();
        try (ResultSet answer = statement.executeQuery()) {
            while (answer.next()) {
                sequences.add(new Sequence(answer.getString(1), answer.getBoolean(2)));
            }
        }
        return sequences;
    }

    private static void pass(Connection connection, List<Sequence> sequences, @Nullable String value)
            throws SQLException, DifferentOutcomeException {
        for (Sequence sequence : sequences) {
            if (value != null) {
                draw(connection, sequence, number(value));
            }
        }
    }

    private static long number(String value) throws DifferentOutcomeException {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw notKept();
        }
    }

    private static void draw(Connection connection, Sequence sequence, long kept)
            throws SQLException, DifferentOutcomeException {
        if (!sequence.ascends()) {
            throw notKept();
        }
        try (PreparedStatement statement = connection.prepareStatement("select nextval(?::regclass)")) {
            statement.setString(1, sequence.name());
            for (int draws = 0; draws < MOST_DRAWS; draws++) {
                long drawn = next(statement);
                if (drawn >= kept) {
                    if (drawn != kept) {
                        forget(connection); // currval has another value than the caller's
                    }
                    return;
                }
            }
        }
        throw notKept();
    }

    /** Makes {@code currval} and {@code lastval} fail: their values in the session are not the caller's. */
    static void forget(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("discard sequences");
        }
    }

    private static long next(PreparedStatement statement) throws SQLException {
        try (ResultSet answer = statement.executeQuery()) {
            answer.next();
            return answer.getLong(1);
        }
    }

    private static DifferentOutcomeException notKept() {
        return new DifferentOutcomeException("a value of a sequence could not be kept");
    }
}

package dev.lifeline.datasource.internal.replay;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Field;
import org.postgresql.core.Oid;

/** Keeps server-generated values of an insert that the caller has read: the replayed insert uses them. */
final class KeptValues {
    private static final String COLUMNS =
            "select attnum, attname, attgenerated <> '' from pg_attribute where attrelid = ? and attnum > 0";

    private KeptValues() {}

    /** Draws from the sequence of a single {@code select nextval} until it is past the caller's value. */
    static void advance(Connection connection, String sql, List<Outcome> outcomes, boolean restarted)
            throws SQLException, DifferentOutcomeException {
        if (!restarted) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            SequenceValues.pass(
                    connection,
                    SqlText.sequenceOf(sql),
                    texts(statement, outcomes.get(0)).get(0).get(0));
        }
    }

    /**
     * Returns the insert with the server-generated values that the caller has read; null if there are none, or if the
     * insert has another form. An insert that may have updated a row keeps none: the row could have been deleted since.
     */
    static @Nullable Execution keeping(
            Execution execution, List<Outcome> outcomes, Connection connection, boolean restarted)
            throws SQLException, DifferentOutcomeException {
        Optional<InsertText> insert = InsertText.parse(execution.sql());
        Optional<Outcome> returned = Outcome.withRows(outcomes);
        if (insert.isEmpty()
                || returned.isEmpty()
                || !execution.parameters().batch().isEmpty()) {
            return null;
        }
        Outcome rows = returned.get();
        if (rows.rowCount() != insert.get().rowEnds().size()
                || rows.seen() == 0
                || insert.get().mayUpdate()) {
            return null;
        }
        Map<Integer, String> columns = columns(connection, tableOf(rows.fieldArray()));
        KeptInsert kept = new KeptInsert(insert.get(), rows.fieldArray(), columns);
        try (Statement statement = connection.createStatement()) {
            for (List<@Nullable String> row : texts(statement, rows)) {
                for (int field : kept.add(row, rows.seen())) {
                    if (restarted) {
                        SequenceValues.pass(connection, rows.fieldArray()[field], row.get(field));
                    }
                }
            }
        }
        return kept.hasValues() ? execution.withSql(kept.sql()) : null;
    }

    /** Returns the number of the table; 0 if all returned values are expressions, which belong to no table. */
    private static int tableOf(Field[] fields) {
        for (Field field : fields) {
            if (field.getTableOid() != 0) {
                return field.getTableOid();
            }
        }
        return 0;
    }

    /**
     * Returns the columns by position. Excludes stored generated columns, because the server computes them again and
     * refuses values for them.
     */
    private static Map<Integer, String> columns(Connection connection, int table) throws SQLException {
        Map<Integer, String> columns = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setInt(1, table);
            try (ResultSet answer = statement.executeQuery()) {
                while (answer.next()) {
                    if (!answer.getBoolean(3)) {
                        columns.put(answer.getInt(1), answer.getString(2));
                    }
                }
            }
        }
        return columns;
    }

    private static List<List<@Nullable String>> texts(Statement statement, Outcome outcome) throws SQLException {
        List<List<@Nullable String>> texts = new ArrayList<>();
        Field[] fields = outcome.fieldArray();
        try (ResultSet rows =
                DriverState.of(statement).createDriverResultSet(fields, Objects.requireNonNull(outcome.rows()))) {
            while (rows.next()) {
                List<@Nullable String> row = new ArrayList<>();
                for (int column = 1; column <= fields.length; column++) {
                    row.add(text(rows, column, fields[column - 1]));
                }
                texts.add(row);
            }
        }
        return texts;
    }

    /** Returns the text of a value as the server reads it. */
    private static @Nullable String text(ResultSet rows, int column, Field field) throws SQLException {
        if (field.getOID() != Oid.BYTEA) {
            return rows.getString(column);
        }
        byte @Nullable [] bytes = rows.getBytes(column);
        return bytes == null ? null : "\\x" + HexFormat.of().formatHex(bytes);
    }
}

package dev.lifeline.datasource.internal.replay;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Field;

/**
 * Keeps server-generated values of an insert that the caller has read: the replayed insert uses them. While a server
 * runs, a sequence never returns a value twice. After a crash or failover it may fall back by the values that it had
 * logged in advance; then values are drawn until the sequence is past the kept value.
 */
final class KeptValues {
    /** Limit. A sequence logs 32 values in advance, times its increment and cache. */
    private static final int MOST_DRAWS = 10_000;

    private static final String COLUMNS =
            "select attnum, attname, attgenerated <> '' from pg_attribute where attrelid = ? and attnum > 0";
    private static final String SEQUENCE = "select pg_get_serial_sequence(?::oid::regclass::text, ?)";

    private KeptValues() {}

    /** Draws from the sequence of a single {@code select nextval} until it is past the caller's value. */
    static void advance(Connection connection, String sql, List<Outcome> outcomes, boolean restarted)
            throws SQLException {
        if (!restarted) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            draw(
                    statement,
                    sql,
                    Long.parseLong(texts(statement, outcomes.get(0)).get(0).get(0)));
        }
    }

    private static void draw(Statement statement, String sql, long kept) throws SQLException {
        long drawn = Long.MIN_VALUE;
        for (int draws = 0; draws < MOST_DRAWS && drawn < kept; draws++) {
            try (ResultSet answer = statement.executeQuery(sql)) {
                answer.next();
                drawn = answer.getLong(1);
            }
        }
    }

    /**
     * Returns the insert with the server-generated values; null if there are none, or if the insert has another form.
     */
    static @Nullable Execution keeping(
            Execution execution, List<Outcome> outcomes, Connection connection, boolean restarted) throws SQLException {
        Optional<InsertText> insert = InsertText.parse(execution.sql());
        Optional<Outcome> returned = Outcome.withRows(outcomes);
        if (insert.isEmpty()
                || returned.isEmpty()
                || !execution.parameters().batch().isEmpty()) {
            return null;
        }
        Outcome rows = returned.get();
        if (rows.rowCount() != insert.get().rowEnds().size()) {
            return null;
        }
        List<Integer> kept = new ArrayList<>();
        List<String> names = new ArrayList<>();
        Field[] fields = rows.fieldArray();
        Map<Integer, String> columns = columns(connection, fields[0].getTableOid());
        for (int i = 0; i < fields.length; i++) {
            @Nullable String name = columns.get(fields[i].getPositionInTable());
            if (name != null && !insert.get().columns().contains(name) && !names.contains(name)) {
                kept.add(i);
                names.add(name);
            }
        }
        return names.isEmpty() ? null : keeping(execution, insert.get(), rows, kept, names, connection, restarted);
    }

    private static Execution keeping(
            Execution execution,
            InsertText insert,
            Outcome rows,
            List<Integer> kept,
            List<String> names,
            Connection connection,
            boolean restarted)
            throws SQLException {
        List<List<String>> literals = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            for (List<@Nullable String> row : texts(statement, rows)) {
                literals.add(
                        kept.stream().map(column -> literal(row.get(column))).toList());
                if (restarted) {
                    advance(connection, rows.fieldArray()[0].getTableOid(), kept, names, row);
                }
            }
        }
        return execution.withSql(insert.withColumns(names, literals));
    }

    private static void advance(
            Connection connection, int table, List<Integer> kept, List<String> names, List<@Nullable String> row)
            throws SQLException {
        for (int i = 0; i < names.size(); i++) {
            @Nullable String sequence = sequence(connection, table, names.get(i));
            @Nullable String value = row.get(kept.get(i));
            if (sequence != null && value != null) {
                try (Statement statement = connection.createStatement()) {
                    draw(statement, "select nextval(" + literal(sequence) + "::regclass)", Long.parseLong(value));
                }
            }
        }
    }

    private static @Nullable String sequence(Connection connection, int table, String column) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SEQUENCE)) {
            statement.setInt(1, table);
            statement.setString(2, column);
            try (ResultSet answer = statement.executeQuery()) {
                return answer.next() ? answer.getString(1) : null;
            }
        }
    }

    /**
     * Returns the columns by position. Excludes stored generated columns: the server refuses values for them and
     * computes them again.
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
                    row.add(rows.getString(column));
                }
                texts.add(row);
            }
        }
        return texts;
    }

    private static String literal(@Nullable String value) {
        if (value == null) {
            return "null";
        }
        String doubled = value.replace("'", "''");
        return value.contains("\\") ? "E'" + doubled.replace("\\", "\\\\") + "'" : "'" + doubled + "'";
    }
}

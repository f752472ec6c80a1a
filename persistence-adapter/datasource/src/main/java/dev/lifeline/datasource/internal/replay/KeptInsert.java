package dev.lifeline.datasource.internal.replay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Field;

/**
 * Insert with the generated values that the caller has read added to its text: values of columns that the text does not
 * list, and of columns with the value {@code default}. Confined to one thread.
 */
final class KeptInsert {
    private static final String DEFAULT = "default";

    /** Numbers of the fields by the names of their columns. */
    private final Map<String, Integer> unlisted = new LinkedHashMap<>();

    private final Map<String, Integer> listed = new LinkedHashMap<>();
    private final List<List<String>> literals = new ArrayList<>();
    private InsertText insert;
    private boolean hasValues;

    /** @param columns names of the columns that can be given a value, by their position in the table */
    KeptInsert(InsertText insert, Field[] fields, Map<Integer, String> columns) {
        this.insert = insert;
        for (int i = 0; i < fields.length; i++) {
            @Nullable String name = columns.get(fields[i].getPositionInTable());
            if (name != null) {
                (insert.columns().contains(name) ? listed : unlisted).putIfAbsent(name, i);
            }
        }
    }

    /**
     * Adds the values of the next row, if it is one of those that the caller has read.
     *
     * @param seen how many rows the caller has read
     * @return numbers of the fields that are kept
     */
    List<Integer> add(List<@Nullable String> values, int seen) {
        int row = literals.size();
        if (row >= seen) {
            literals.add(unlisted.values().stream().map(field -> DEFAULT).toList());
            return List.of();
        }
        literals.add(unlisted.values().stream()
                .map(field -> literal(values.get(field)))
                .toList());
        List<Integer> kept = new ArrayList<>(unlisted.values());
        for (Map.Entry<String, Integer> one : listed.entrySet()) {
            int column = insert.columns().indexOf(one.getKey());
            if (insert.isDefault(row, column)) {
                insert = insert.withValue(row, column, literal(values.get(one.getValue())));
                kept.add(one.getValue());
            }
        }
        hasValues |= !kept.isEmpty();
        return kept;
    }

    /** Returns whether a value is kept. */
    boolean hasValues() {
        return hasValues;
    }

    String sql() {
        return insert.withColumns(List.copyOf(unlisted.keySet()), literals);
    }

    private static String literal(@Nullable String value) {
        if (value == null) {
            return "null";
        }
        String doubled = value.replace("'", "''");
        return value.contains("\\") ? "E'" + doubled.replace("\\", "\\\\") + "'" : "'" + doubled + "'";
    }
}

package dev.lifeline.datasource.internal.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Parsed text of {@code insert into … (columns) values (…), (…)}, to which columns can be added.
 *
 * @param columns column names in order, as the server knows them
 * @param columnsEnd position of the closing parenthesis of the columns
 * @param rowEnds positions of the closing parentheses of the rows
 */
record InsertText(String sql, List<String> columns, int columnsEnd, List<Integer> rowEnds) {

    /** Parses an insert; empty if it has another form. */
    static Optional<InsertText> parse(String sql) {
        int open = find(sql, '(', 0);
        if (open < 0 || !isFormWithColumns(sql.substring(0, open))) {
            return Optional.empty();
        }
        int close = closing(sql, open);
        if (close < 0) {
            return Optional.empty();
        }
        SqlText after = new SqlText(sql.substring(close + 1));
        if (!after.nextWord().equals("values")) {
            return Optional.empty();
        }
        List<Integer> rows = rowEnds(sql, close + 1);
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new InsertText(sql, names(sql.substring(open + 1, close)), close, rows));
    }

    /** Returns whether the insert updates rows that exist. */
    boolean mayUpdate() {
        SqlText tail = new SqlText(sql.substring(rowEnds.get(rowEnds.size() - 1) + 1));
        boolean conflict = false;
        for (String word = tail.nextWord(); !word.isEmpty(); word = tail.nextWord()) {
            conflict |= word.equals("conflict");
            if (conflict && word.equals("update")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isFormWithColumns(String head) {
        SqlText words = new SqlText(head);
        return words.nextWord().equals("insert") && words.nextWord().equals("into");
    }

    private static List<Integer> rowEnds(String sql, int from) {
        List<Integer> ends = new ArrayList<>();
        int at = find(sql, '(', from);
        while (at >= 0) {
            int end = closing(sql, at);
            if (end < 0) {
                return List.of();
            }
            ends.add(end);
            int next = skipSpace(sql, end + 1);
            at = next < sql.length() && sql.charAt(next) == ',' ? find(sql, '(', next) : -1;
        }
        return ends;
    }

    /** Returns whether the value of a listed column is the keyword {@code default}. */
    boolean isDefault(int row, int column) {
        List<Span> values = values(row);
        return values.size() == columns.size()
                && sql.substring(values.get(column).from(), values.get(column).to())
                        .strip()
                        .equalsIgnoreCase("default");
    }

    /** Returns the insert with another text for the value of a listed column. */
    InsertText withValue(int row, int column, String text) {
        Span value = values(row).get(column);
        return parse(sql.substring(0, value.from()) + text + sql.substring(value.to()))
                .orElseThrow();
    }

    /** Part of the text. */
    private record Span(int from, int to) {}

    private List<Span> values(int row) {
        List<Span> values = new ArrayList<>();
        int from = find(sql, '(', row == 0 ? columnsEnd + 1 : rowEnds.get(row - 1) + 1) + 1;
        int at = from;
        while (at < rowEnds.get(row)) {
            char c = sql.charAt(at);
            if (c == ',') {
                values.add(new Span(from, at));
                from = at + 1;
            }
            at = c == '(' ? closing(sql, at) + 1 : SqlText.afterToken(sql, at);
        }
        values.add(new Span(from, rowEnds.get(row)));
        return values;
    }

    private static int skipSpace(String sql, int from) {
        int at = from;
        while (at < sql.length() && Character.isWhitespace(sql.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int find(String sql, char wanted, int from) {
        int at = from;
        while (at < sql.length()) {
            if (sql.charAt(at) == wanted) {
                return at;
            }
            at = SqlText.afterToken(sql, at);
        }
        return -1;
    }

    private static int closing(String sql, int open) {
        int depth = 0;
        int at = open;
        while (at < sql.length()) {
            char c = sql.charAt(at);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0) {
                return at;
            }
            at = SqlText.afterToken(sql, at);
        }
        return -1;
    }

    private static List<String> names(String list) {
        List<String> names = new ArrayList<>();
        for (String part : list.split(",", -1)) {
            String name = part.strip();
            names.add(
                    name.startsWith("\"")
                            ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
                            : name.toLowerCase(Locale.ROOT));
        }
        return names;
    }

    /**
     * Returns the insert with additional columns.
     *
     * @param names column names, as the server knows them
     * @param values literals for each row, in the order of the names
     */
    String withColumns(List<String> names, List<List<String>> values) {
        StringBuilder text = new StringBuilder(sql.substring(0, columnsEnd));
        names.forEach(
                name -> text.append(", \"").append(name.replace("\"", "\"\"")).append('"'));
        text.append(") overriding system value ");
        int from = columnsEnd + 1;
        for (int row = 0; row < rowEnds.size(); row++) {
            text.append(sql, from, rowEnds.get(row));
            values.get(row).forEach(value -> text.append(", ").append(value));
            from = rowEnds.get(row);
        }
        return text.append(sql.substring(from)).toString();
    }
}

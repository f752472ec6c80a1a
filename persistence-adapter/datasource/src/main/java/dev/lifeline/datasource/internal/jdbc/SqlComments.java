package dev.lifeline.datasource.internal.jdbc;

/** Comments in SQL texts, as PostgreSQL reads them: those in {@code /*} may be nested. */
public final class SqlComments {
    private static final String LINE = "--";
    private static final String OPEN = "/*";
    private static final String CLOSE = "*/";

    private SqlComments() {}

    /** Returns the position after the comment that begins at the given position; the same position if none does. */
    public static int after(String sql, int at) {
        if (sql.startsWith(LINE, at)) {
            return afterLine(sql, at + LINE.length());
        }
        return sql.startsWith(OPEN, at) ? afterBlock(sql, at + OPEN.length()) : at;
    }

    private static int afterLine(String sql, int from) {
        int at = from;
        while (at < sql.length() && sql.charAt(at) != '\n' && sql.charAt(at) != '\r') {
            at++;
        }
        return Math.min(at + 1, sql.length());
    }

    private static int afterBlock(String sql, int from) {
        int depth = 1;
        int at = from;
        while (at < sql.length() && depth > 0) {
            if (sql.startsWith(CLOSE, at)) {
                depth--;
                at += CLOSE.length();
            } else if (sql.startsWith(OPEN, at)) {
                depth++;
                at += OPEN.length();
            } else {
                at++;
            }
        }
        return at;
    }
}

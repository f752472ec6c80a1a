package dev.lifeline.datasource.internal.jdbc;

import java.util.Locale;

/** Calls of {@code set_config} that set a value until the end of the transaction, as SET LOCAL does. */
public final class LocalSetting {
    private static final String LOCAL = "true";

    /** Such a setting decides whether a replay that only reads is possible. */
    private static final String READ_ONLY = "read_only";

    private LocalSetting() {}

    /**
     * Returns whether the arguments at the position, behind the name of the function, make the setting local. In case
     * of doubt the setting is assumed to outlast the transaction.
     */
    public static boolean isAt(String sql, int afterName) {
        int open = afterName;
        while (open < sql.length() && Character.isWhitespace(sql.charAt(open))) {
            open++;
        }
        int last = open + 1;
        int depth = 0;
        boolean quoted = false;
        for (int i = open; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (i == open && c != '(') {
                return false;
            }
            quoted ^= c == '\'';
            if (!quoted) {
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
                last = c == ',' && depth == 1 ? i + 1 : last;
            }
            if (isDoubtful(c, quoted)) {
                return false;
            }
            if (depth == 0) {
                return isLocal(sql.substring(open, i), sql.substring(last, i));
            }
        }
        return false;
    }

    /** Returns whether a comment, an escape or another kind of quote may begin. */
    private static boolean isDoubtful(char c, boolean quoted) {
        return c == '\\' || (!quoted && (c == '"' || c == '$' || c == '-' || c == '/'));
    }

    private static boolean isLocal(String arguments, String last) {
        return LOCAL.equalsIgnoreCase(last.strip())
                && !arguments.toLowerCase(Locale.ROOT).contains(READ_ONLY);
    }
}

package dev.lifeline.datasource.internal.jdbc;

import java.util.Locale;
import java.util.Set;

/** Session changes that a statement leaves after its transaction, derived from its text. */
enum SessionEffect {
    NONE,
    SETTINGS,
    PREPARED_STATEMENTS;

    private static final Set<String> UNTIL_COMMIT = Set.of("local", "transaction", "constraints");
    private static final Set<String> TEMPORARY = Set.of("temp", "temporary", "local", "global");
    private static final String SELECT = "select";
    private static final String SET_CONFIG = "set_config";
    private static final String ADVISORY_LOCK = "advisory_lock";

    /** Returns the effect of a text that may contain several statements. In case of doubt it assumes an effect. */
    static SessionEffect of(String sql) {
        SessionEffect first = ofFirst(sql);
        return first == NONE ? ofRest(sql) : first;
    }

    /**
     * Searches for function names, which contain an underscore, and for further statements after a semicolon, in one
     * pass.
     */
    private static SessionEffect ofRest(String sql) {
        for (int i = 0; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (c == '_' && (isAround(sql, i, SET_CONFIG) || isAround(sql, i, ADVISORY_LOCK))) {
                return SETTINGS;
            }
            if (c == ';' && i + 1 < sql.length()) {
                return of(sql.substring(i + 1));
            }
        }
        return NONE;
    }

    private static boolean isAround(String sql, int underscore, String name) {
        return sql.regionMatches(true, underscore - name.indexOf('_'), name, 0, name.length());
    }

    private static SessionEffect ofFirst(String sql) {
        int start = afterSpace(sql, 0);
        if (start == sql.length()) {
            return NONE;
        }
        return switch (sql.charAt(start)) {
            case 's', 'S', 'r', 'R', 'd', 'D', 'p', 'P', 'l', 'L', 'c', 'C' -> ofWords(sql, start);
            default -> NONE;
        };
    }

    private static SessionEffect ofWords(String sql, int start) {
        if (sql.regionMatches(true, start, SELECT, 0, SELECT.length())) {
            return NONE; // by far the most frequent statement; avoids an allocation
        }
        int end = endOfWord(sql, start);
        return ofWords(sql.substring(start, end).toLowerCase(Locale.ROOT), sql, end);
    }

    private static SessionEffect ofWords(String first, String sql, int end) {
        return switch (first) {
            case "set" -> UNTIL_COMMIT.contains(wordAfter(sql, end)) ? NONE : SETTINGS;
            case "create" -> TEMPORARY.contains(wordAfter(sql, end)) ? SETTINGS : NONE;
            case "reset", "listen", "declare", "load", "do", "discard" -> SETTINGS;
            case "prepare" -> PREPARED_STATEMENTS;
            default -> NONE;
        };
    }

    private static String wordAfter(String sql, int position) {
        int start = afterSpace(sql, position);
        return sql.substring(start, endOfWord(sql, start)).toLowerCase(Locale.ROOT);
    }

    /** Skips white space and comments. */
    private static int afterSpace(String sql, int from) {
        int position = from;
        while (position < sql.length()) {
            if (Character.isWhitespace(sql.charAt(position))) {
                position++;
            } else if (sql.startsWith("--", position)) {
                position = after(sql, "\n", position);
            } else if (sql.startsWith("/*", position)) {
                position = after(sql, "*/", position);
            } else {
                return position;
            }
        }
        return position;
    }

    private static int after(String sql, String end, int from) {
        int found = sql.indexOf(end, from);
        return found < 0 ? sql.length() : found + end.length();
    }

    private static int endOfWord(String sql, int from) {
        int position = from;
        while (position < sql.length() && Character.isLetter(sql.charAt(position))) {
            position++;
        }
        return position;
    }
}

package dev.lifeline.datasource.internal.jdbc;

import java.util.Locale;
import java.util.Set;

/** Session changes that a statement leaves after its transaction, derived from its text. */
enum SessionEffect {
    NONE,
    SETTINGS,
    /** Settings as well. */
    PREPARED_STATEMENTS;

    private static final Set<String> UNTIL_COMMIT = Set.of("local", "transaction", "constraints");
    private static final Set<String> TEMPORARY = Set.of("temp", "temporary", "local", "global");
    private static final Set<String> BEFORE_TEMPORARY = Set.of("or", "replace");

    /** Object of DISCARD that has no lasting effect: a new session has no sequence values either. */
    private static final String SEQUENCES = "sequences";

    /**
     * Limit of comments, so that the time grows only linearly with the length of the text. Further comments count as an
     * effect.
     */
    private static final int MOST_COMMENTS = 100;

    private static final String TEMP = "temp";
    private static final String INTO = "into";
    private static final String PG_TEMP = "pg_temp";
    private static final String SELECT = "select";
    private static final String SET_CONFIG = "set_config";
    private static final int AFTER_SET = "_config".length();
    private static final String ADVISORY_LOCK = "advisory_lock";

    /**
     * Returns the strongest effect of a text that may contain several statements. In case of doubt it assumes an
     * effect.
     */
    static SessionEffect of(String sql) {
        int start = afterSpace(sql, 0);
        return stronger(ofFirst(sql, start), ofRest(sql, start));
    }

    private static SessionEffect stronger(SessionEffect one, SessionEffect other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /**
     * Searches for function names and the temporary schema, which contain an underscore, for temporary tables after
     * INTO, and for further statements after each semicolon, in one pass. Does not skip quoted texts and comments: a
     * text that looks like a statement there counts as one.
     */
    private static SessionEffect ofRest(String sql, int start) {
        boolean insert = start < sql.length() && isI(sql.charAt(start));
        SessionEffect effect = NONE;
        int comments = 0;
        for (int i = start; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (effect == NONE && ((c == '_' && isName(sql, i)) || (isI(c) && !insert && isIntoTemporary(sql, i)))) {
                effect = SETTINGS;
            }
            if (c == ';') {
                insert = false;
                int next = afterWhiteSpace(sql, i + 1);
                comments += isComment(sql, next) ? 1 : 0;
                effect = comments > MOST_COMMENTS
                        ? PREPARED_STATEMENTS
                        : stronger(effect, ofFirst(sql, afterSpace(sql, next)));
            }
            if (effect == PREPARED_STATEMENTS) {
                return effect;
            }
        }
        return effect;
    }

    private static boolean isI(char c) {
        return c == 'i' || c == 'I';
    }

    private static boolean isName(String sql, int underscore) {
        return (isAround(sql, underscore, SET_CONFIG) && !LocalSetting.isAt(sql, underscore + AFTER_SET))
                || isAround(sql, underscore, ADVISORY_LOCK)
                || isAround(sql, underscore, PG_TEMP);
    }

    /**
     * Returns whether {@code select … into temp}, perhaps behind a comment, is at that position; in an insert, INTO
     * precedes a table.
     */
    private static boolean isIntoTemporary(String sql, int at) {
        if (!sql.regionMatches(true, at, INTO, 0, INTO.length())) {
            return false;
        }
        int next = afterWhiteSpace(sql, at + INTO.length());
        return isComment(sql, next) || TEMPORARY.contains(wordAfter(sql, next));
    }

    private static boolean isAround(String sql, int underscore, String name) {
        return sql.regionMatches(true, underscore - name.indexOf('_'), name, 0, name.length());
    }

    private static SessionEffect ofFirst(String sql, int start) {
        if (start == sql.length()) {
            return NONE;
        }
        return switch (sql.charAt(start)) {
            case 's', 'S', 'r', 'R', 'd', 'D', 'p', 'P', 'l', 'L', 'c', 'C', 'e', 'E' -> ofWords(sql, start);
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
            case "create" -> isTemporary(sql, end) ? SETTINGS : NONE;
            case "explain" -> mentionsTemporary(sql, end) ? SETTINGS : NONE; // it may execute the statement
            case "discard" -> SEQUENCES.equals(wordAfter(sql, end)) ? NONE : SETTINGS;
            case "reset", "listen", "declare", "load", "do", "call" -> SETTINGS;
            case "prepare" -> PREPARED_STATEMENTS;
            default -> NONE;
        };
    }

    /** Returns whether the text up to the next semicolon contains the word. */
    private static boolean mentionsTemporary(String sql, int from) {
        for (int i = from; i < sql.length() && sql.charAt(i) != ';'; i++) {
            if (sql.regionMatches(true, i, TEMP, 0, TEMP.length())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isTemporary(String sql, int afterCreate) {
        int position = afterCreate;
        String word = wordAfter(sql, position);
        while (BEFORE_TEMPORARY.contains(word)) {
            position = afterSpace(sql, position) + word.length();
            word = wordAfter(sql, position);
        }
        return TEMPORARY.contains(word);
    }

    private static String wordAfter(String sql, int position) {
        int start = afterSpace(sql, position);
        return sql.substring(start, endOfWord(sql, start)).toLowerCase(Locale.ROOT);
    }

    /** Skips white space and comments. */
    private static int afterSpace(String sql, int from) {
        int position = afterWhiteSpace(sql, from);
        while (isComment(sql, position)) {
            position = afterWhiteSpace(sql, SqlComments.after(sql, position));
        }
        return position;
    }

    private static boolean isComment(String sql, int at) {
        return SqlComments.after(sql, at) > at;
    }

    private static int afterWhiteSpace(String sql, int from) {
        int position = from;
        while (position < sql.length() && Character.isWhitespace(sql.charAt(position))) {
            position++;
        }
        return position;
    }

    private static int endOfWord(String sql, int from) {
        int position = from;
        while (position < sql.length() && Character.isLetter(sql.charAt(position))) {
            position++;
        }
        return position;
    }
}

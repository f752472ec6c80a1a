package dev.lifeline.datasource.internal.replay;

import java.util.Set;

/**
 * Effects of one statement that the words after its first one show.
 *
 * @param more whether the statement may do more than change the session
 */
record SqlWords(boolean writes, boolean notifies, boolean outside, boolean session, boolean more) {
    private static final Set<String> WRITING =
            Set.of("insert", "update", "delete", "merge", "into", "analyze", "truncate", "create", "share", "nextval");

    /** In server versions before 16, these functions write even in a read-only transaction. */
    private static final Set<String> LARGE_OBJECTS = Set.of(
            "lo_creat",
            "lo_create",
            "lo_import",
            "lo_export",
            "lo_open",
            "lo_put",
            "lo_from_bytea",
            "lo_unlink",
            "lo_truncate",
            "lo_truncate64",
            "lowrite");

    private static final String SET_CONFIG = "set_config";
    private static final Set<String> HARMLESS_CALLS =
            Set.of("current_setting", SET_CONFIG, "hashtext", "hashtextextended", "coalesce", "cast");
    private static final Set<String> BEFORE_TEMPORARY = Set.of("into", "create", "local", "global");

    /**
     * @param reader whether the statement begins like a query; in other statements, INTO precedes the name of a table
     */
    static SqlWords of(String sql, boolean reader) {
        SqlText text = new SqlText(sql);
        boolean writes = false;
        boolean notifies = false;
        boolean outside = false;
        boolean session = false;
        boolean more = false;
        String previous = "";
        for (String word = text.nextWord(); !word.isEmpty(); word = text.nextWord()) {
            boolean temporary = word.startsWith("pg_temp") || (reader && isTemporary(word, previous));
            boolean changesSession = isSessionFunction(word, text);
            writes |= WRITING.contains(word) || LARGE_OBJECTS.contains(word);
            notifies |= word.equals("pg_notify");
            outside |= hasEffectOutside(word);
            session |= temporary || changesSession;
            more |= temporary || word.equals("from") || (text.isCall() && !changesSession && !isHarmless(word));
            previous = word;
        }
        return new SqlWords(writes, notifies, outside, session, more || writes || notifies || outside);
    }

    private static boolean isTemporary(String word, String previous) {
        return (word.equals("temp") || word.equals("temporary")) && BEFORE_TEMPORARY.contains(previous);
    }

    private static boolean isSessionFunction(String word, SqlText text) {
        return (word.startsWith(SET_CONFIG) && !(word.equals(SET_CONFIG) && text.isLocalSetting()))
                || word.contains("advisory_lock")
                || word.startsWith("dblink_connect");
    }

    private static boolean isHarmless(String word) {
        return HARMLESS_CALLS.contains(word) || word.contains("advisory_");
    }

    /** Returns whether a function changes another database, or something that a rollback does not undo. */
    private static boolean hasEffectOutside(String word) {
        return word.startsWith("dblink")
                || word.startsWith("pg_logical_")
                || word.startsWith("pg_replication_")
                || word.startsWith("pg_create_")
                || word.startsWith("pg_drop_")
                || word.startsWith("pg_copy_")
                || word.startsWith("pg_switch_")
                || word.startsWith("pg_terminate_") // of the own session, it would be terminated again and again
                || word.startsWith("pg_cancel_")
                || word.startsWith("pg_promote")
                || word.equals("setval"); // no rollback undoes it, and others may have drawn values since
    }

    /** Returns the kind of the statement. */
    SqlKind kind(SqlKind least) {
        if (session) {
            return more || least != SqlKind.READ ? SqlKind.SESSION_AND_MORE : SqlKind.SESSION;
        }
        if (outside) {
            return SqlKind.OUTSIDE_TRANSACTION;
        }
        if (notifies) {
            return SqlKind.NOTIFICATION;
        }
        return writes && least == SqlKind.READ ? SqlKind.WRITE : least;
    }
}

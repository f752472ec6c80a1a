package dev.lifeline.datasource.internal.replay;

import java.util.Set;

/** Effect of a statement, derived from its text. In case of doubt it assumes the stronger effect. */
enum SqlKind {
    /** Reads, unless a function that it calls writes. */
    READ,
    /** A single {@code select nextval}; its value must not be used again. */
    SEQUENCE,
    /** Inserts, and may return server-generated columns. */
    INSERT,
    /** Writes or may write. */
    WRITE,
    /** Begins or ends a transaction, or a savepoint, with SQL. */
    TRANSACTION_CONTROL,
    /** Cannot run in a transaction block, or may end one itself. */
    OUTSIDE_TRANSACTION,
    /** Changes the session in a way that a new connection would lack. */
    SESSION;

    private static final Set<String> READERS = Set.of("select", "values", "table", "show", "with", "explain");
    private static final Set<String> CONTROL =
            Set.of("begin", "start", "commit", "end", "rollback", "abort", "savepoint", "release", "prepare");
    private static final Set<String> OUTSIDE =
            Set.of("vacuum", "call", "do", "cluster", "reindex", "checkpoint", "discard", "copy");
    private static final Set<String> ALTER_OUTSIDE = Set.of("system", "database", "tablespace", "type");
    private static final Set<String> SESSIONS = Set.of(
            "set", "reset", "listen", "unlisten", "declare", "fetch", "move", "close", "load", "deallocate", "execute");
    private static final Set<String> UNTIL_COMMIT = Set.of("local", "transaction", "constraints");
    private static final Set<String> WRITING_WORDS =
            Set.of("insert", "update", "delete", "merge", "into", "analyze", "truncate", "create", "share");

    /** Returns the kind of a text that may contain several statements: the strongest of their kinds. */
    static SqlKind of(String sql) {
        SqlText text = new SqlText(sql);
        String first = text.nextWord();
        if (first.isEmpty()) {
            return READ;
        }
        SqlKind kind = ofFirst(first, text, sql);
        return text.hasSeveralStatements() ? ofSeveral(sql, kind) : kind;
    }

    private static SqlKind ofSeveral(String sql, SqlKind first) {
        SqlKind rest = of(SqlText.afterFirstStatement(sql));
        SqlKind more = rest.compareTo(first) > 0 ? rest : first;
        return more == SEQUENCE || more == INSERT ? WRITE : more;
    }

    private static SqlKind ofFirst(String first, SqlText text, String sql) {
        if (READERS.contains(first)) {
            return ofReader(text, sql);
        }
        if (first.equals("insert")) {
            return INSERT;
        }
        if (CONTROL.contains(first)) {
            return TRANSACTION_CONTROL;
        }
        if (first.equals("alter")) {
            return ALTER_OUTSIDE.contains(text.nextWord()) ? OUTSIDE_TRANSACTION : WRITE;
        }
        if (first.equals("create") || first.equals("drop")) {
            return ofDefinition(text);
        }
        if (OUTSIDE.contains(first)) {
            return OUTSIDE_TRANSACTION;
        }
        if (first.equals("set") && UNTIL_COMMIT.contains(text.nextWord())) {
            return READ;
        }
        return SESSIONS.contains(first) ? SESSION : WRITE;
    }

    private static SqlKind ofReader(SqlText text, String sql) {
        if (SqlText.isLoneNextval(sql)) {
            return SEQUENCE;
        }
        SqlKind kind = READ;
        for (String word = text.nextWord(); !word.isEmpty(); word = text.nextWord()) {
            if (word.startsWith("set_config") || word.contains("advisory_lock")) {
                return SESSION;
            }
            if (WRITING_WORDS.contains(word) || word.equals("nextval") || word.equals("setval")) {
                kind = WRITE;
            }
        }
        return kind;
    }

    private static SqlKind ofDefinition(SqlText text) {
        for (String word = text.nextWord(); !word.isEmpty(); word = text.nextWord()) {
            switch (word) {
                case "temp", "temporary" -> {
                    return SESSION;
                }
                case "database", "tablespace", "concurrently", "subscription" -> {
                    return OUTSIDE_TRANSACTION;
                }
                case "table", "view", "function", "type", "as" -> {
                    return WRITE;
                }
                default -> {}
            }
        }
        return WRITE;
    }

    /** Returns whether the transaction may have written. */
    boolean mayWrite() {
        return this != READ;
    }
}

package dev.lifeline.datasource.internal.replay;

import java.util.Set;
import org.jspecify.annotations.Nullable;

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
    /** Sends a notification. If a transaction does nothing else, the server assigns its id only during COMMIT. */
    NOTIFICATION,
    /** Cannot run in a transaction block, or has an effect outside of it. */
    OUTSIDE_TRANSACTION,
    /** Runs other code, or discards state: may end a transaction, or change the session. */
    PROCEDURE,
    /** Changes the session in a way that a new connection would lack, and does nothing else: it can be repeated. */
    SESSION,
    /** Changes the session, and may do more, which must not happen twice. */
    SESSION_AND_MORE,
    /** Begins or ends a transaction, or a savepoint, with SQL. */
    TRANSACTION_CONTROL;

    private static final Set<String> READERS = Set.of("select", "values", "table", "show", "with", "explain");
    private static final Set<String> CONTROL =
            Set.of("begin", "start", "commit", "end", "rollback", "abort", "savepoint", "release", "prepare");
    private static final Set<String> OUTSIDE = Set.of("vacuum", "cluster", "reindex", "checkpoint", "copy");
    private static final Set<String> PROCEDURES = Set.of("call", "do", "discard");
    private static final Set<String> ALTER_OUTSIDE = Set.of("system", "database", "tablespace", "type", "subscription");
    private static final Set<String> SESSIONS = Set.of("set", "reset", "listen", "unlisten", "load", "deallocate");
    private static final Set<String> SESSIONS_AND_MORE = Set.of("declare", "fetch", "move", "close", "execute");
    private static final Set<String> UNTIL_COMMIT = Set.of("local", "transaction", "constraints");

    /** Returns the kind of a text that may contain several statements. */
    static SqlKind of(String sql) {
        @Nullable SqlKind all = null;
        int end;
        for (int start = 0; start < sql.length(); start = end + 1) {
            end = SqlText.endOfStatement(sql, start);
            String statement = sql.substring(start, end);
            SqlText text = new SqlText(statement);
            String first = text.nextWord();
            if (all == null) {
                all = first.isEmpty() ? READ : ofFirst(first, text, statement);
            } else if (!first.isEmpty()) {
                all = together(all, ofFirst(first, text, statement));
            }
        }
        return all == null ? READ : all;
    }

    /** Returns the kind of two statements that run together. */
    static SqlKind together(SqlKind one, SqlKind other) {
        SqlKind stronger = one.compareTo(other) > 0 ? one : other;
        return switch (stronger) {
            case SEQUENCE, INSERT -> WRITE;
            case SESSION -> one == other ? SESSION : SESSION_AND_MORE;
            default -> stronger;
        };
    }

    private static SqlKind ofFirst(String first, SqlText text, String sql) {
        if (READERS.contains(first)) {
            return SqlText.isLoneNextval(sql)
                    ? SEQUENCE
                    : SqlWords.of(sql, true).kind(READ);
        }
        SqlKind kind = ofFirstWord(first, text);
        return kind == INSERT || kind == WRITE ? SqlWords.of(sql, false).kind(kind) : kind;
    }

    private static SqlKind ofFirstWord(String first, SqlText text) {
        if (CONTROL.contains(first)) {
            return TRANSACTION_CONTROL;
        }
        if (OUTSIDE.contains(first)) {
            return OUTSIDE_TRANSACTION;
        }
        if (PROCEDURES.contains(first)) {
            return PROCEDURE;
        }
        if (SESSIONS_AND_MORE.contains(first)) {
            return SESSION_AND_MORE;
        }
        return switch (first) {
            case "insert" -> INSERT;
            case "notify" -> NOTIFICATION;
            case "alter" -> ofAlter(text);
            case "create", "drop" -> ofDefinition(text);
            case "set" -> UNTIL_COMMIT.contains(text.nextWord()) ? ofSetUntilCommit(text) : SESSION;
            default -> SESSIONS.contains(first) ? SESSION : WRITE;
        };
    }

    /** A transaction that SQL has set to read-write cannot be verified by a read-only replay. */
    private static SqlKind ofSetUntilCommit(SqlText text) {
        for (String word = text.nextWord(); !word.isEmpty(); word = text.nextWord()) {
            if (word.equals("write") || word.equals("transaction_read_only")) {
                return WRITE;
            }
        }
        return READ;
    }

    private static SqlKind ofAlter(SqlText text) {
        String word = text.nextWord();
        if (ALTER_OUTSIDE.contains(word)) {
            return OUTSIDE_TRANSACTION;
        }
        while (!word.isEmpty() && !word.equals("concurrently")) {
            word = text.nextWord();
        }
        return word.isEmpty() ? WRITE : OUTSIDE_TRANSACTION;
    }

    private static SqlKind ofDefinition(SqlText text) {
        for (String word = text.nextWord(); !word.isEmpty(); word = text.nextWord()) {
            switch (word) {
                case "temp", "temporary" -> {
                    return SESSION_AND_MORE;
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

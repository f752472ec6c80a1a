package dev.lifeline.datasource.internal.replay;

import dev.lifeline.datasource.internal.jdbc.TextCache;

/** Kinds of SQL texts, each parsed once. Safe for use by several threads. */
final class SqlKinds {
    private static final TextCache<SqlKind> KINDS = new TextCache<>(SqlKind::of);
    private static final TextCache<Boolean> SEQUENCE_READERS = new TextCache<>(SqlText::readsSequenceOfSession);

    private SqlKinds() {}

    static SqlKind of(String sql) {
        return KINDS.of(sql);
    }

    /** Returns whether a statement of the text calls {@code currval} or {@code lastval}. */
    static boolean readsSequenceOfSession(String sql) {
        return SEQUENCE_READERS.of(sql);
    }
}

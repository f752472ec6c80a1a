package dev.lifeline.datasource.internal.replay;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Kinds of statements that are prepared again and again. Safe for use by several threads. */
final class SqlKinds {
    /** Services have some hundreds; texts beyond are those of a service that puts values into them. */
    private static final int MOST = 2_000;

    private static final Map<String, SqlKind> KNOWN = new ConcurrentHashMap<>();

    private SqlKinds() {}

    static SqlKind of(String sql) {
        SqlKind known = KNOWN.get(sql);
        if (known == null) {
            known = SqlKind.of(sql);
            if (KNOWN.size() < MOST) {
                KNOWN.put(sql, known);
            }
        }
        return known;
    }
}

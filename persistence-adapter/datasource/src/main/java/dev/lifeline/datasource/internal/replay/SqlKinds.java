package dev.lifeline.datasource.internal.replay;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Cache of statement kinds. Safe for use by several threads. */
final class SqlKinds {
    /**
     * Maximum number of cached texts. An application has some hundreds; more indicate that values are part of the
     * texts.
     */
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

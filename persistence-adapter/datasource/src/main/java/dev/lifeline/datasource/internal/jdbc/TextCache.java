package dev.lifeline.datasource.internal.jdbc;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Cache of what SQL texts mean, so that each is parsed once. Bounded. Safe for use by several threads. */
public final class TextCache<T> {
    /** Limit. Applications have some hundreds of texts; more of them mean that values are part of the text. */
    private static final int MOST = 2_000;

    /** Limit. A longer text has values in it as a rule, and would not be seen again. */
    private static final int LONGEST = 4_096;

    private final Map<String, T> known = new ConcurrentHashMap<>();
    private final Function<String, T> parser;

    /** Creates an empty cache. */
    public TextCache(Function<String, T> parser) {
        this.parser = parser;
    }

    /** Returns what a text means. */
    public T of(String sql) {
        T meaning = known.get(sql);
        return meaning == null ? parse(sql) : meaning;
    }

    private T parse(String sql) {
        T meaning = parser.apply(sql);
        if (sql.length() <= LONGEST && known.size() < MOST) {
            known.put(sql, meaning);
        }
        return meaning;
    }
}

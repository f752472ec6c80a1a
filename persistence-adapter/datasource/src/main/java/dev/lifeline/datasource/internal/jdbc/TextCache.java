package dev.lifeline.datasource.internal.jdbc;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Bounded cache of parsed SQL texts, so that each is parsed once. Safe for use by several threads. */
public final class TextCache<T> {
    /**
     * Maximum number of texts. Applications have some hundreds; a higher number means that the texts contain values.
     */
    private static final int MOST = 2_000;

    /** Maximum length of a text. A longer text usually contains values, and does not occur again. */
    private static final int LONGEST = 4_096;

    private final Map<String, T> known = new ConcurrentHashMap<>();
    private final Function<String, T> parser;

    /** Creates an empty cache. */
    public TextCache(Function<String, T> parser) {
        this.parser = parser;
    }

    /** Returns the parsed text. */
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

package dev.lifeline.datasource.internal.batch;

import dev.lifeline.datasource.internal.operation.Deadline;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Where look-ups find what they look for. Safe for use by several threads.
 *
 * @param <K> the key
 * @param <V> the row
 */
public interface Rows<K, V> {

    /** The row of one key. */
    Optional<V> one(K key, Deadline deadline);

    /**
     * The rows of several keys, in one statement.
     *
     * @param keys each once
     */
    Map<K, V> many(Collection<K> keys, Deadline deadline);
}

package dev.lifeline.datasource.internal.batch;

import dev.lifeline.datasource.internal.operation.Deadline;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Source of rows. Safe for use by several threads.
 *
 * @param <K> the key
 * @param <V> the row
 */
public interface Rows<K, V> {

    /** Returns the row of one key; empty if there is none. */
    Optional<V> one(K key, Deadline deadline);

    /**
     * Returns the rows of several keys, read with one statement.
     *
     * @param keys distinct keys
     */
    Map<K, V> many(Collection<K> keys, Deadline deadline);
}

package dev.lifeline.datasource.work;

import dev.lifeline.domain.connection.DatabaseOperationException;
import dev.lifeline.domain.connection.DatabaseUnavailableException;
import java.time.Duration;
import java.util.Optional;

/**
 * Looks up rows by key, with retries during outages. While fewer than {@link
 * dev.lifeline.datasource.config.BatchConfig#statements} statements are running, each look-up runs at once as a
 * separate statement. Otherwise look-ups are collected, and the next statement answers all of them. Safe for use by
 * several threads; needs no closing.
 *
 * @param <K> the key
 * @param <V> the row
 */
public interface Lookup<K, V> {

    /**
     * Returns the row of a key; empty if there is none. The row is read after the call began. Blocks for at most the
     * configured operation deadline plus 2 s, including retries.
     *
     * @throws NullPointerException if the key is null
     * @throws DatabaseUnavailableException if the database could not be used in time
     * @throws DatabaseOperationException if the database rejects the statement
     */
    Optional<V> find(K key);

    /**
     * Returns the row like {@link #find(Object)}, with a shorter time limit. Blocks for at most 2 s longer than the
     * limit.
     *
     * @param limit longest duration of the look-up; the configured operation deadline applies if it is shorter
     * @throws DatabaseUnavailableException if the database could not be used in time
     */
    Optional<V> find(K key, Duration limit);
}

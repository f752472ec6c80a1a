package dev.lifeline.datasource.work;

import dev.lifeline.domain.connection.DatabaseOperationException;
import dev.lifeline.domain.connection.DatabaseUnavailableException;
import java.time.Duration;
import java.util.Optional;

/**
 * Looks up rows by their keys, through outages. A look-up that finds the database at leisure is a statement of its own, at once;
 * those that would have to wait for a connection are gathered, and the next connection that comes free answers all of them with
 * one statement. Safe for use by several threads; nothing of it has to be closed.
 *
 * @param <K> the key
 * @param <V> the row
 */
public interface Lookup<K, V> {

    /**
     * The row of a key, or nothing if there is none. What it finds was there after the call began. Blocks while a failure may
     * pass, within the bounds that the database was configured with.
     *
     * @throws NullPointerException if the key is null
     * @throws DatabaseUnavailableException if the database could not be used in time
     * @throws DatabaseOperationException if the database refuses the statement for what it is
     */
    Optional<V> find(K key);

    /**
     * Returns what {@link #find(Object)} does, within a shorter time: blocks for at most 2 s longer than the limit.
     *
     * @param limit how long the look-up may take; without effect if it is longer than the configured deadline
     * @throws DatabaseUnavailableException if the database could not be used in time
     */
    Optional<V> find(K key, Duration limit);
}

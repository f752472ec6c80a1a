package dev.lifeline.datasource.work;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;

/**
 * Finds the rows of several keys in one statement, such as {@code select … where key = any(?)}. May run several times,
 * each time on another connection, and therefore must only read. Implementations must be safe for use by several
 * threads.
 *
 * @param <K> the key, with {@code equals} and {@code hashCode}
 * @param <V> the row
 */
@FunctionalInterface
public interface KeyedQuery<K, V> {

    /**
     * Returns the rows of the keys. Runs on the thread of one of the callers that wait for them.
     *
     * @param connection a connection in autocommit mode, valid during this call only
     * @param keys distinct keys, at least one
     * @return the existing rows, by key
     * @throws SQLException if the statement fails; it runs again if that may help
     */
    Map<K, V> find(Connection connection, Collection<K> keys) throws SQLException;
}

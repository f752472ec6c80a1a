package dev.lifeline.datasource.work;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;

/**
 * Finds the rows of some keys in one statement, such as {@code select … where key = any(?)}. May be run several times, each time on
 * another connection, and so must only read.
 *
 * @param <K> the key, with {@code equals} and {@code hashCode}
 * @param <V> the row
 */
@FunctionalInterface
public interface KeyedQuery<K, V> {

    /**
     * The rows of the keys, on the caller's thread.
     *
     * @param connection in autocommit, for the time of this call
     * @param keys at least one, each once
     * @return the rows that there are, by their keys
     * @throws SQLException if the statement fails; it is run again if that may help
     */
    Map<K, V> find(Connection connection, Collection<K> keys) throws SQLException;
}

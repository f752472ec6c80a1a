package dev.lifeline.datasource.work;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Work on a database connection. May run several times, each time from the start and on another connection: it must
 * have no side effects outside the database that must not happen twice, and it must not swallow an {@link
 * SQLException}.
 *
 * @param <T> the result
 */
@FunctionalInterface
public interface SqlWork<T> {

    /**
     * Runs the work on the caller's thread.
     *
     * @param connection a connection, valid during this call only; calls that would end the transaction or the
     *     connection throw an {@link SQLException}
     * @throws SQLException if a statement fails; the work runs again if that may help
     */
    T run(Connection connection) throws SQLException;
}

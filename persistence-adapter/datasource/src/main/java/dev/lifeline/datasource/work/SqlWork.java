package dev.lifeline.datasource.work;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Work on a database. May be run several times, each time from the beginning and on another connection: it must do nothing
 * outside the database that must not be done twice, and must not swallow an {@link SQLException}.
 *
 * @param <T> what it finds out
 */
@FunctionalInterface
public interface SqlWork<T> {

    /**
     * Does the work, on the caller's thread.
     *
     * @param connection for the time of this call; what ends the transaction or the connection is refused with an
     *     {@link SQLException}, since that is not the work's to do
     * @throws SQLException if a statement fails; the work is run again if that may help
     */
    T run(Connection connection) throws SQLException;
}

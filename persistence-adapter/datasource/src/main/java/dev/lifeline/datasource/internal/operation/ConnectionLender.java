package dev.lifeline.datasource.internal.operation;

import java.sql.Connection;
import java.sql.SQLException;

/** Lends pooled connections to operations. */
@FunctionalInterface
public interface ConnectionLender {

    /**
     * Lends a connection to an operation that has passed the gates. The sentinel cancels its statements after the
     * deadline.
     *
     * @throws SQLException if there is no connection in time
     */
    Connection borrow(Deadline deadline) throws SQLException;
}

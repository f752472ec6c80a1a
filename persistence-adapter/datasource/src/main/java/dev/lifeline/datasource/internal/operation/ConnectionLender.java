package dev.lifeline.datasource.internal.operation;

import java.sql.Connection;
import java.sql.SQLException;

/** Lends pooled connections to operations. */
@FunctionalInterface
public interface ConnectionLender {

    /**
     * Lends a connection, whose statements the sentinel cancels after the deadline. The operation has passed the gates.
     *
     * @throws SQLException if there is none in time
     */
    Connection borrow(Deadline deadline) throws SQLException;
}

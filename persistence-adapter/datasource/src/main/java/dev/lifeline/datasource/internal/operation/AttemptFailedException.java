package dev.lifeline.datasource.internal.operation;

import java.sql.SQLException;

/** Carries an exception of JDBC through code that throws unchecked exceptions only. Never leaves the module. */
final class AttemptFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AttemptFailedException(SQLException cause) {
        super(cause);
    }
}

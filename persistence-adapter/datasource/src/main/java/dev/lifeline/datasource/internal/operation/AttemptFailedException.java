package dev.lifeline.datasource.internal.operation;

import java.sql.SQLException;

/** Carries a JDBC exception through code that throws only unchecked exceptions. Never leaves the module. */
final class AttemptFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AttemptFailedException(SQLException cause) {
        super(cause);
    }
}

package dev.lifeline.datasource.internal.write;

import java.sql.SQLException;

/** Carries what JDBC threw through code that takes only unchecked exceptions. Never leaves the module. */
final class WriteFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WriteFailedException(SQLException cause) {
        super(cause);
    }
}

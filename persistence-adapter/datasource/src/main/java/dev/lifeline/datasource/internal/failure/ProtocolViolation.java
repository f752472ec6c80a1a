package dev.lifeline.datasource.internal.failure;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;

/**
 * A reply of the server that the protocol does not permit. The driver throws unchecked exceptions for some of them, and
 * does not know afterwards to which request the next reply belongs, so that its connection must be closed.
 */
public final class ProtocolViolation {
    private static final String SQL_STATE = "08P01";
    private static final String DRIVER = "org.postgresql.";

    private ProtocolViolation() {}

    /** Returns whether the driver has thrown the exception, or the JDK when the driver called it. */
    public static boolean isReasonOf(RuntimeException thrown) {
        for (StackTraceElement frame : thrown.getStackTrace()) {
            String name = frame.getClassName();
            if (!name.startsWith("java.") && !name.startsWith("jdk.")) {
                return name.startsWith(DRIVER);
            }
        }
        return false;
    }

    /** Returns the exception to throw instead. */
    public static SQLException of(RuntimeException thrown) {
        return new SQLNonTransientConnectionException("The server's reply violates the protocol", SQL_STATE, thrown);
    }
}

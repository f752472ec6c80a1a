package dev.lifeline.datasource.internal.failure;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.Arrays;

/**
 * A reply of the server that the protocol does not permit. The driver throws unchecked exceptions for some of them, and
 * does not know afterwards to which request the next reply belongs, so that its connection must be closed.
 */
public final class ProtocolViolation {
    private static final String SQL_STATE = "08P01";
    private static final String DRIVER = "org.postgresql.";
    private static final String READER = "org.postgresql.core.v3.QueryExecutorImpl";

    private ProtocolViolation() {}

    /**
     * Returns whether the driver has thrown the exception, or the JDK when the driver called it. Wrong arguments of the
     * caller, which the driver reports with the same types, are no such reason: they do not occur while it reads.
     */
    public static boolean isReasonOf(RuntimeException thrown) {
        return isOfDriver(thrown)
                && (isWhileReading(thrown)
                        || !(thrown instanceof NullPointerException || thrown instanceof IllegalArgumentException));
    }

    private static boolean isOfDriver(RuntimeException thrown) {
        for (StackTraceElement frame : thrown.getStackTrace()) {
            String name = frame.getClassName();
            if (!name.startsWith("java.") && !name.startsWith("jdk.")) {
                return name.startsWith(DRIVER);
            }
        }
        return false;
    }

    private static boolean isWhileReading(RuntimeException thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(READER));
    }

    /** Returns the exception to throw instead. */
    public static SQLException of(RuntimeException thrown) {
        return new SQLNonTransientConnectionException("The server's reply violates the protocol", SQL_STATE, thrown);
    }
}

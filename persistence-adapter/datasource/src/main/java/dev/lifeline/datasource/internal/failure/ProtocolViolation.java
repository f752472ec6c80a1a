package dev.lifeline.datasource.internal.failure;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.Arrays;

/**
 * A reply of the server that the protocol does not permit. The driver throws unchecked exceptions for some such
 * replies. Afterwards it cannot assign the next reply to a request, so the connection must be closed.
 */
public final class ProtocolViolation {
    private static final String SQL_STATE = "08P01";
    private static final String DRIVER = "org.postgresql.";
    private static final String READER = "org.postgresql.core.v3.QueryExecutorImpl";

    private ProtocolViolation() {}

    /**
     * Returns whether the exception was thrown while the driver read a reply: by the driver, or by the JDK when the
     * driver called it. The driver reports wrong arguments of the caller with the same types, but never while it reads.
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

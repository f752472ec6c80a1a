package dev.lifeline.datasource.internal.failure;

import dev.lifeline.domain.connection.CallerCancellation;
import java.sql.SQLTransientException;

/** Reports that an operation was not started or not continued, because its caller has cancelled it. */
public final class OperationCancelledException extends SQLTransientException {
    private static final long serialVersionUID = 1L;

    /** An exception with the SQLSTATE of a cancelled statement. */
    public OperationCancelledException() {
        super("The operation was cancelled, because its caller hung up", "57014");
    }

    /**
     * Throws if the caller of the current thread's work has cancelled it.
     *
     * @throws OperationCancelledException if it has
     */
    public static void throwIfCancelled() throws OperationCancelledException {
        if (CallerCancellation.current().isCancelled()) {
            throw new OperationCancelledException();
        }
    }
}

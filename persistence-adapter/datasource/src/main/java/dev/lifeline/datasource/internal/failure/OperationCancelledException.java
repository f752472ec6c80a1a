package dev.lifeline.datasource.internal.failure;

import dev.lifeline.domain.connection.CallerCancellation;
import java.sql.SQLTransientException;

/** The caller no longer wants the result, so that its operation was not begun or not continued. */
public final class OperationCancelledException extends SQLTransientException {
    private static final long serialVersionUID = 1L;

    /** An exception with the SQLSTATE of a cancelled statement. */
    public OperationCancelledException() {
        super("The operation was cancelled, because its caller hung up", "57014");
    }

    /**
     * Does nothing unless the calling thread's caller hung up.
     *
     * @throws OperationCancelledException if it did
     */
    public static void throwIfCancelled() throws OperationCancelledException {
        if (CallerCancellation.current().isCancelled()) {
            throw new OperationCancelledException();
        }
    }
}

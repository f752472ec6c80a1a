package dev.lifeline.datasource.internal.failure;

import java.sql.BatchUpdateException;
import java.sql.SQLException;

/** Failures of batches: the driver wraps each in an exception with the same SQLSTATE that hides the server's report. */
final class BatchFailure {
    private BatchFailure() {}

    /** Returns the failure of the statement that a batch failed with; other failures are returned as they are. */
    static SQLException unwrap(SQLException failure) {
        return failure instanceof BatchUpdateException && failure.getCause() instanceof SQLException cause
                ? cause
                : failure;
    }

    /** Returns whether an exception only wraps the failure of a statement. */
    static boolean isWrapper(Throwable thrown) {
        return thrown instanceof SQLException failure && unwrap(failure) != failure;
    }
}

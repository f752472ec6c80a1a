package dev.lifeline.datasource.internal.failure;

import java.sql.BatchUpdateException;
import java.sql.SQLException;

/**
 * Failures of batches: the driver wraps each of them in an exception with the same SQLSTATE, which hides the report of
 * the server.
 */
final class BatchFailure {
    private BatchFailure() {}

    /** Returns the failure of the statement that made a batch fail; returns other failures unchanged. */
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

package dev.lifeline.datasource.internal.failure;

import java.sql.SQLTransientException;

/**
 * Every thread that holds a connection needs another one, so that none of them can proceed. Uses the SQLSTATE of a
 * deadlock on the server, because the remedy is the same: roll back and retry the whole.
 */
public final class NestedBorrowException extends SQLTransientException {
    private static final long serialVersionUID = 1L;
    private static final String DEADLOCK = "40P01";

    /** Creates the exception. */
    public NestedBorrowException() {
        super(
                "This thread holds a connection and needs a second one, and every other connection is held by a"
                        + " thread that waits for a second one too. Use the first one for both, or raise"
                        + " pool.max-size above the number of threads that do this at a time",
                DEADLOCK);
    }
}

package dev.lifeline.datasource.internal.failure;

import java.sql.SQLTransientException;

/**
 * A thread that holds a connection needs another one, and so does every thread that holds one: none of them could ever go on. The
 * SQLSTATE is that of a deadlock on the server, because the cure is the same: give up, and repeat the whole.
 */
public final class NestedBorrowException extends SQLTransientException {
    private static final long serialVersionUID = 1L;
    private static final String DEADLOCK = "40P01";

    /** Every connection is held by a thread that waits for another one. */
    public NestedBorrowException() {
        super(
                "This thread holds a connection and needs a second one, and every other connection is held by a thread that"
                        + " waits for a second one too. Use the first one for both, or raise pool.max-size above the number"
                        + " of threads that do this at a time",
                DEADLOCK);
    }
}

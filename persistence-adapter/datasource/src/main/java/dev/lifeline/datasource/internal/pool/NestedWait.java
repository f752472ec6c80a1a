package dev.lifeline.datasource.internal.pool;

import dev.lifeline.datasource.internal.failure.NestedBorrowException;
import dev.lifeline.datasource.internal.jdbc.Borrowers;

/** One thread's wait for a connection, in which it is found out whether the thread holds one already. Confined to that thread. */
final class NestedWait implements AutoCloseable {
    private final Borrowers borrowers;
    private boolean registered;

    NestedWait(Borrowers borrowers) {
        this.borrowers = borrowers;
    }

    /**
     * Notes that no connection came free so far.
     *
     * @throws NestedBorrowException if the thread holds a connection, and all others are held by threads that wait like it
     */
    void goOn() throws NestedBorrowException {
        if (borrowers.includeThisThread()) {
            borrowers.beginWait();
            registered = true;
        }
    }

    @Override
    public void close() {
        if (registered) {
            borrowers.endWait();
        }
    }
}

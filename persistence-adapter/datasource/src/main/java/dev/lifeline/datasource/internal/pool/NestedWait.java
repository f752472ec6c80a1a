package dev.lifeline.datasource.internal.pool;

import dev.lifeline.datasource.internal.failure.NestedBorrowException;
import dev.lifeline.datasource.internal.jdbc.Borrowers;

/**
 * Wait of one thread for a connection, registered if the thread already holds a connection. Confined to that thread.
 */
final class NestedWait implements AutoCloseable {
    private final Borrowers borrowers;
    private boolean registered;

    NestedWait(Borrowers borrowers) {
        this.borrowers = borrowers;
    }

    /**
     * Registers the wait if the thread holds a connection.
     *
     * @throws NestedBorrowException if all other connections are held by threads in the same situation
     */
    void registerIfNested() throws NestedBorrowException {
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

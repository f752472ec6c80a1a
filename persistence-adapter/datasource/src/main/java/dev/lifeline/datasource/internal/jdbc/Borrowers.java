package dev.lifeline.datasource.internal.jdbc;

import dev.lifeline.datasource.internal.failure.NestedBorrowException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which threads hold connections, for those that have to wait for one. Costs nothing while there is a connection to spare. Safe
 * for use by several threads.
 */
public final class Borrowers {
    private final int most;
    private final Set<CheckedConnection> connections = ConcurrentHashMap.newKeySet();
    private final Set<Thread> waiting = ConcurrentHashMap.newKeySet();

    /**
     * @param most how many connections there may be
     */
    public Borrowers(int most) {
        this.most = most;
    }

    /** Adds a connection that was just made, and forgets those that were closed. */
    public void add(CheckedConnection connection) {
        connections.removeIf(CheckedConnection::isClosed);
        connections.add(connection);
    }

    /** Returns whether the calling thread holds a connection. */
    public boolean includeThisThread() {
        Thread current = Thread.currentThread();
        return connections.stream().anyMatch(connection -> connection.borrower() == current);
    }

    /**
     * Registers that the calling thread holds a connection and waits for another one, until {@link #endWait}.
     *
     * @throws NestedBorrowException if every connection is held by such a thread now; nothing is registered then
     */
    public void beginWait() throws NestedBorrowException {
        waiting.add(Thread.currentThread());
        if (heldByWaiting() >= most) {
            endWait();
            throw new NestedBorrowException();
        }
    }

    private long heldByWaiting() {
        return connections.stream()
                .map(CheckedConnection::borrower)
                .filter(thread -> thread != null && waiting.contains(thread))
                .count();
    }

    /** Ends a wait that began. */
    public void endWait() {
        waiting.remove(Thread.currentThread());
    }
}

package dev.lifeline.datasource.internal.jdbc;

import dev.lifeline.datasource.internal.failure.NestedBorrowException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tracks which threads hold connections, to detect deadlocks on the pool. Costs nothing while connections are free.
 * Safe for use by several threads.
 */
public final class Borrowers {
    private volatile int most;
    private final Set<CheckedConnection> connections = ConcurrentHashMap.newKeySet();
    private final Set<Thread> waiting = ConcurrentHashMap.newKeySet();

    /** @param most maximum number of connections */
    public Borrowers(int most) {
        this.most = most;
    }

    /** Changes the maximum number of connections. */
    public void limit(int other) {
        most = other;
    }

    /** Adds a new connection and removes closed ones. */
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
     * @throws NestedBorrowException if all connections are held by such threads; nothing is registered then
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

    /** Ends the registered wait. */
    public void endWait() {
        waiting.remove(Thread.currentThread());
    }
}

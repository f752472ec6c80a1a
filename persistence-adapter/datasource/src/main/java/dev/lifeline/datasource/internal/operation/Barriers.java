package dev.lifeline.datasource.internal.operation;

import dev.lifeline.datasource.internal.failure.GateClosedException;
import dev.lifeline.datasource.internal.failure.NestedBorrowException;
import dev.lifeline.datasource.internal.failure.PoolExhaustedException;

/**
 * What an operation passes on its way to a connection, in this order, each once while nothing is wrong.
 *
 * @param callers holds all operations during an outage
 * @param writers holds operations that write while the server refuses writes
 * @param admission is the queue in front of the pool
 */
public record Barriers(CallerGate callers, CallerGate writers, Admission admission) {

    /**
     * Waits until the operation may take a connection; to be followed by {@link #leave}. An operation that is admitted while a
     * gate is closed gives its place back and waits at the gate: an outage began while it queued.
     */
    void enter(Operation<?> operation)
            throws GateClosedException, PoolExhaustedException, NestedBorrowException, InterruptedException {
        passGates(operation);
        admission.enter(operation.deadline());
        while (callers.isClosed()) {
            admission.leave();
            passGates(operation);
            admission.enter(operation.deadline());
        }
    }

    private void passGates(Operation<?> operation) throws GateClosedException {
        if (callers.isClosed()) {
            callers.pass(operation.deadline().left());
        }
        if (operation.writes() && writers.isClosed()) {
            writers.pass(operation.deadline().left());
        }
    }

    void leave() {
        admission.leave();
    }
}

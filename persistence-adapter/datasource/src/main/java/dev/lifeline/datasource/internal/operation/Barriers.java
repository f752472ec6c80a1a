package dev.lifeline.datasource.internal.operation;

import dev.lifeline.datasource.internal.failure.GateClosedException;
import dev.lifeline.datasource.internal.failure.NestedBorrowException;
import dev.lifeline.datasource.internal.failure.OperationCancelledException;
import dev.lifeline.datasource.internal.failure.PoolExhaustedException;

/**
 * Gates and queue that an operation passes, in this order, before it gets a connection.
 *
 * @param callers holds all operations during an outage
 * @param writers holds writing operations while the server rejects writes
 * @param admission queue in front of the pool
 */
public record Barriers(CallerGate callers, CallerGate writers, Admission admission) {

    /**
     * Waits until the operation may take a connection; {@link #leave} must follow. If a gate closes while the operation
     * queues, the operation leaves the queue and waits at the gate.
     */
    void enter(Operation<?> operation)
            throws GateClosedException, PoolExhaustedException, NestedBorrowException, OperationCancelledException,
                    InterruptedException {
        passGates(operation);
        admission.enter(operation.deadline());
        while (callers.isClosed()) {
            admission.leave();
            passGates(operation);
            admission.enter(operation.deadline());
        }
    }

    private void passGates(Operation<?> operation) throws GateClosedException, OperationCancelledException {
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

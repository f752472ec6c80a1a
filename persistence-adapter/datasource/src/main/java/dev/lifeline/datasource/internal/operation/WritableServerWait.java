package dev.lifeline.datasource.internal.operation;

import dev.lifeline.datasource.internal.failure.FailureKind;
import dev.lifeline.datasource.internal.failure.GateClosedException;
import dev.lifeline.datasource.internal.failure.OperationCancelledException;
import dev.lifeline.domain.connection.FailureReason;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Makes the caller of a refused write wait until the server accepts writes again.
 *
 * @param writers gate that is closed while the server is known to take no writes
 * @param probed signal that the database was probed and found healthy
 * @param suspicion requests a probe; must not block
 */
public record WritableServerWait(CallerGate writers, RecoverySignal probed, Consumer<FailureKind> suspicion) {
    /** A probe takes far less; a server without space for writes is found out by writing only. */
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

    /**
     * Requests a probe and waits for it for a moment, then for the writers' gate.
     *
     * @param limit longest wait
     * @throws GateClosedException if the server takes no writes at the end of it, or if the thread was interrupted
     * @throws OperationCancelledException if the caller hung up while it waited
     */
    public void await(FailureKind refusal, Duration limit) throws GateClosedException, OperationCancelledException {
        RecoverySignal.Ticket ticket = probed.ticket();
        if (refusal.isSuspicious()) {
            suspicion.accept(refusal);
        }
        try {
            ticket.await(Deadline.shorter(LONGEST_PAUSE, limit));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GateClosedException(FailureReason.INTERRUPTED);
        }
        writers.passFor(limit);
    }
}

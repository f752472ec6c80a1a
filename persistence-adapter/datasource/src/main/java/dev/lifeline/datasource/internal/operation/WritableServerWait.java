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
 * @param writers gate that is closed while the server is known to reject writes
 * @param probed signal that the database was probed and found healthy
 * @param suspicion requests a probe; must not block
 */
public record WritableServerWait(CallerGate writers, RecoverySignal probed, Consumer<FailureKind> suspicion) {
    /**
     * Longest wait for the probe, which usually takes far less. Only a write detects that a server has no disk space.
     */
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

    /**
     * Requests a probe and waits briefly for its result, then for the writers' gate.
     *
     * @param limit longest wait
     * @throws GateClosedException if the server still rejects writes after the limit, or if the thread was interrupted
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

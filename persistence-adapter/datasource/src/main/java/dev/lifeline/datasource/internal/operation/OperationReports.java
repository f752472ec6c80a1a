package dev.lifeline.datasource.internal.operation;

import dev.lifeline.datasource.internal.failure.Failure;
import dev.lifeline.datasource.internal.failure.FailureKind;
import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.connection.OperationEvent;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import dev.lifeline.domain.port.out.OperationTracer;
import java.time.Clock;
import java.time.Duration;

/**
 * Reports events of operations.
 *
 * @param listener receives connection events
 * @param tracer receives the events of one operation, on its thread
 */
public record OperationReports(ConnectionEventListener listener, OperationTracer tracer, Clock clock) {

    /**
     * Reports a failed attempt. An operation that was not admitted made no attempt; its wait was traced where it
     * happened.
     */
    void attemptFailed(int number, Failure failure) {
        if (failure.kind() != FailureKind.HELD_TOO_LONG && failure.kind() != FailureKind.POOL_EXHAUSTED) {
            tracer.on(new OperationEvent.AttemptFailed(number, failure.reason()));
        }
    }

    void conflictMet() {
        tracer.on(new OperationEvent.ConflictMet());
    }

    void paused(Duration took, boolean refused) {
        tracer.on(new OperationEvent.Waited(OperationEvent.Wait.REPETITION, took, refused));
    }

    void retried(int attempt, int maxAttempts, FailureReason reason) {
        listener.on(new ConnectionEvent.OperationRetried(clock.instant(), attempt, maxAttempts, reason));
    }

    void givenUp(int attempts, FailureReason reason) {
        listener.on(new ConnectionEvent.OperationGivenUp(clock.instant(), attempts, reason));
    }
}

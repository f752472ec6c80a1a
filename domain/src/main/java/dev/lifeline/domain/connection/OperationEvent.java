package dev.lifeline.domain.connection;

import java.time.Duration;

/** Event during one database operation. An operation that succeeds at once without waiting has no events. */
public sealed interface OperationEvent {

    /** What an operation waits for. */
    enum Wait {
        /** A usable database: the operation waits at the recovery gate. */
        DATABASE,
        /** A server that accepts writes. */
        WRITABLE_SERVER,
        /** A free connection, or a free slot in the next shared look-up statement. */
        CONNECTION,
        /** The delay between two attempts. */
        REPETITION
    }

    /**
     * An attempt failed.
     *
     * @param attempt number of the attempt; 1 for the first
     */
    record AttemptFailed(int attempt, FailureReason reason) implements OperationEvent {}

    /** The transaction conflicted with another one; the attempt starts again. */
    record ConflictMet() implements OperationEvent {}

    /**
     * A wait ended.
     *
     * @param what the resource or condition that the operation waited for
     * @param took length of the wait; zero if the operation was refused without a wait
     * @param inVain whether the wait ended without the resource
     */
    record Waited(Wait what, Duration took, boolean inVain) implements OperationEvent {}

    /**
     * The response to an earlier COMMIT had been lost; its outcome is now known.
     *
     * @param committed whether the transaction had committed; if not, the write runs now
     */
    record OutcomeResolved(boolean committed) implements OperationEvent {}

    /** An earlier write with the same token had already committed; the write did not run again. */
    record Replayed() implements OperationEvent {}
}

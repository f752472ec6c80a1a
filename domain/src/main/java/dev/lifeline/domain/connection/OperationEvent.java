package dev.lifeline.domain.connection;

import java.time.Duration;

/** Something that happened to an operation on its way. An operation that meets with nothing has no events. */
public sealed interface OperationEvent {

    /** What an operation waits for. */
    enum Wait {
        /** The database cannot be used: the wait is at the gate. */
        DATABASE,
        /** The server takes no writes. */
        WRITABLE_SERVER,
        /** Every connection is busy, or so many look-ups are under way that others wait to share the next statement. */
        CONNECTION,
        /** The pause between two attempts. */
        REPETITION
    }

    /**
     * An attempt failed.
     *
     * @param attempt 1 for the first
     * @param reason why
     */
    record AttemptFailed(int attempt, FailureReason reason) implements OperationEvent {}

    /** Another transaction was in the way; the attempt begins anew. */
    record ConflictMet() implements OperationEvent {}

    /**
     * A wait is over.
     *
     * @param what was waited for
     * @param took how long; zero for one who was refused without a wait
     * @param inVain whether it did not come, or not in time
     */
    record Waited(Wait what, Duration took, boolean inVain) implements OperationEvent {}

    /**
     * What became of an earlier attempt was found out, whose COMMIT had gone unanswered.
     *
     * @param committed whether it had happened; if not, it is done now
     */
    record OutcomeResolved(boolean committed) implements OperationEvent {}

    /** The write had been done before, by somebody with the same token; it was not done again. */
    record Replayed() implements OperationEvent {}
}

package dev.lifeline.domain.connection;

import java.time.Duration;

/** Event during one database operation. An operation that succeeds at once without waiting has no events. */
public sealed interface OperationEvent {

    /** Calls the method of the visitor for the type of this event. Exceptions of the visitor propagate. */
    void accept(Visitor visitor);

    /**
     * Handles every type of event. It has no default method, so that a new type of event compiles only after each
     * visitor handles it.
     */
    interface Visitor {
        /** Handles the event. */
        void visit(AttemptFailed event);

        /** Handles the event. */
        void visit(ConflictMet event);

        /** Handles the event. */
        void visit(Waited event);

        /** Handles the event. */
        void visit(OutcomeResolved event);

        /** Handles the event. */
        void visit(Replayed event);
    }

    /** Condition that an operation waits for. */
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
    record AttemptFailed(int attempt, FailureReason reason) implements OperationEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /** The transaction conflicted with another one; the attempt starts again. */
    record ConflictMet() implements OperationEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /**
     * A wait ended.
     *
     * @param what the resource or condition that the operation waited for
     * @param took length of the wait; zero if the operation was refused without a wait
     * @param inVain whether the wait ended without the resource
     */
    record Waited(Wait what, Duration took, boolean inVain) implements OperationEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /**
     * The response to an earlier COMMIT had been lost; its outcome is now known.
     *
     * @param committed whether the transaction had committed; if not, the write runs now
     */
    record OutcomeResolved(boolean committed) implements OperationEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /** An earlier write with the same token had already committed; the write did not run again. */
    record Replayed() implements OperationEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }
}

package dev.lifeline.domain.connection;

import java.time.Duration;
import java.time.Instant;

/** Event in the life of the database connection. Logs, metrics and alerts are derived from these events only. */
public sealed interface ConnectionEvent {

    /** Returns when the event happened. */
    Instant at();

    /** Calls the method of the visitor for the type of this event. Exceptions of the visitor propagate. */
    void accept(ConnectionEventVisitor visitor);

    /** A health check passed. */
    record CheckPassed(Instant at, Duration took) implements ConnectionEvent {
        @Override
        public void accept(ConnectionEventVisitor visitor) {
            visitor.visit(this);
        }
    }

    /** A health check failed. */
    record CheckFailed(Instant at, Duration took, FailureReason reason) implements ConnectionEvent {
        @Override
        public void accept(ConnectionEventVisitor visitor) {
            visitor.visit(this);
        }
    }

    /** The connection state changed. */
    record StateChanged(Instant at, ConnectionState from, ConnectionState to) implements ConnectionEvent {
        @Override
        public void accept(ConnectionEventVisitor visitor) {
            visitor.visit(this);
        }
    }

    /**
     * An outage began: the database is unusable, and recovery attempts run until it is usable again.
     *
     * @param reason failure of the last check
     * @param looks number of consecutive failed checks
     * @param doubted time since the first of these checks began; the outage is measured from its begin
     */
    record ConnectionLost(Instant at, FailureReason reason, int looks, Duration doubted) implements ConnectionEvent {
        @Override
        public void accept(ConnectionEventVisitor visitor) {
            visitor.visit(this);
        }
    }

    /** A recovery attempt failed; the next one follows after the delay. */
    record RecoveryAttemptFailed(Instant at, int attempt, FailureReason reason, Duration nextDelay)
            implements ConnectionEvent {
        @Override
        public void accept(ConnectionEventVisitor visitor) {
            visitor.visit(this);
        }
    }

    /**
     * The outage has lasted longer than callers may wait: new callers are refused at once until it ends. Reported once
     * per outage.
     *
     * @param outage time since the first failed check began
     */
    record RecoveryOverdue(Instant at, int attempts, Duration outage, FailureReason reason) implements ConnectionEvent {
        @Override
        public void accept(ConnectionEventVisitor visitor) {
            visitor.visit(this);
        }
    }

    /**
     * The outage ended.
     *
     * @param outage length of the outage, from the start of the first failed check until callers proceed. Logs,
     *     incidents, metrics and alerts all report this length
     * @param attempts number of recovery attempts, including the successful one
     * @param callers callers affected by the outage
     */
    record ConnectionRecovered(Instant at, Duration outage, int attempts, CallerCounts callers)
            implements ConnectionEvent {
        @Override
        public void accept(ConnectionEventVisitor visitor) {
            visitor.visit(this);
        }
    }

    /** A new connection pool replaced the old one. */
    record GenerationReplaced(Instant at, long generation, ReplacementCause cause) implements ConnectionEvent {
        @Override
        public void accept(ConnectionEventVisitor visitor) {
            visitor.visit(this);
        }
    }

    /**
     * An operation failed with a transient failure and is retried.
     *
     * @param attempt number of the attempt that follows: 2 for the first retry
     * @param maxAttempts highest possible number of attempts
     */
    record OperationRetried(Instant at, int attempt, int maxAttempts, FailureReason reason) implements ConnectionEvent {
        @Override
        public void accept(ConnectionEventVisitor visitor) {
            visitor.visit(this);
        }
    }

    /**
     * An operation failed and is not retried any further.
     *
     * @param attempts number of attempts made
     */
    record OperationGivenUp(Instant at, int attempts, FailureReason reason) implements ConnectionEvent {
        @Override
        public void accept(ConnectionEventVisitor visitor) {
            visitor.visit(this);
        }
    }

    /**
     * A connection was closed because a caller waited on it without an answer; the caller can try again.
     *
     * @param waited how long the caller waited
     * @param seen what the server reported about its side of the connection
     */
    record FlowCut(Instant at, Duration waited, CutCause cause, String seen) implements ConnectionEvent {
        @Override
        public void accept(ConnectionEventVisitor visitor) {
            visitor.visit(this);
        }
    }

    /**
     * The server was queried about a connection on which a caller has waited for a long time. Reported once per query;
     * while the wait lasts, the queries become less frequent.
     */
    record WaitJudged(Instant at, Duration waited, WaitVerdict verdict) implements ConnectionEvent {
        @Override
        public void accept(ConnectionEventVisitor visitor) {
            visitor.visit(this);
        }
    }

    /**
     * The server was still working on a statement at its deadline; the statement was cancelled. Its connection stays
     * usable.
     */
    record StatementCancelled(Instant at, Duration waited) implements ConnectionEvent {
        @Override
        public void accept(ConnectionEventVisitor visitor) {
            visitor.visit(this);
        }
    }

    /**
     * This process was paused for that long, or the system clock was set. Measurements that span the jump are
     * discarded.
     */
    record ClockJumped(Instant at, Duration by) implements ConnectionEvent {
        @Override
        public void accept(ConnectionEventVisitor visitor) {
            visitor.visit(this);
        }
    }

    /**
     * The response to a COMMIT had been lost; its outcome is now known.
     *
     * @param committed whether the transaction had committed; if not, it can no longer commit, and the write ran again
     */
    record OutcomeResolved(Instant at, boolean committed) implements ConnectionEvent {
        @Override
        public void accept(ConnectionEventVisitor visitor) {
            visitor.visit(this);
        }
    }

    /** A part of the recovery engine hung or died and was restarted. */
    record EngineRestarted(Instant at, EnginePart part) implements ConnectionEvent {
        @Override
        public void accept(ConnectionEventVisitor visitor) {
            visitor.visit(this);
        }
    }

    /** The parts of the recovery engine, which watch each other. */
    enum EnginePart {
        /** Checks the database and restores connections. */
        RECOVERY,
        /** Watches connections on which callers wait. */
        SENTINEL
    }

    /** Verdict about a connection on which a caller has waited for a long time. */
    enum WaitVerdict {
        /** The connection is dead: no answer will arrive on it. */
        DEAD,
        /** The server is working on the statement, or may be working on it: it is slow, not down. */
        SLOW,
        /** The connection looks dead; the next query decides. */
        UNDECIDED,
        /** The server did not answer the query. */
        NO_ANSWER
    }

    /** Reason for closing a connection while a caller waited on it. */
    enum CutCause {
        /** The server reported that it will not answer on this connection. */
        DEAD_FLOW,
        /** The server did not answer on any connection. */
        SERVER_SILENT,
        /** The server worked on the statement beyond the deadline and did not react to the cancel request. */
        DEADLINE
    }

    /** Why a connection pool was replaced. */
    enum ReplacementCause {
        /** A caller requested it. */
        FORCED,
        /** An outage ended. */
        RECOVERED,
        /** The server restarted, or a different server now answers. */
        SERVER_CHANGED
    }
}

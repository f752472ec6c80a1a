package dev.lifeline.domain.connection;

import java.time.Duration;
import java.time.Instant;

/** Something that happened to the connection. Logs, metrics and alerts are made of these and of nothing else. */
public sealed interface ConnectionEvent {

    /** When it happened. */
    Instant at();

    /** A check found the database well. */
    record CheckPassed(Instant at, Duration took) implements ConnectionEvent {}

    /** A check found something wrong. */
    record CheckFailed(Instant at, Duration took, FailureReason reason) implements ConnectionEvent {}

    /** The state is another one now. */
    record StateChanged(Instant at, ConnectionState from, ConnectionState to) implements ConnectionEvent {}

    /**
     * An outage began: from now on the database cannot be used, and recovery goes on until it can.
     *
     * @param reason what the last look met
     * @param looks how many looks in a row had failed by then
     * @param doubted time since the first of them began; the outage is counted from that moment
     */
    record ConnectionLost(Instant at, FailureReason reason, int looks, Duration doubted) implements ConnectionEvent {}

    /** An attempt to recover failed; another follows after the delay. */
    record RecoveryAttemptFailed(Instant at, int attempt, FailureReason reason, Duration nextDelay)
            implements ConnectionEvent {}

    /**
     * The outage is older than callers are held: newcomers are refused at once until it ends. Reported once an outage.
     *
     * @param outage time since the first failed probe began
     */
    record RecoveryOverdue(Instant at, int attempts, Duration outage, FailureReason reason)
            implements ConnectionEvent {}

    /**
     * The outage is over.
     *
     * @param outage length of the outage, from the start of the first failed probe until callers proceed. Logs, incidents, metrics
     *     and alerts report this length and measure none of their own
     * @param attempts how many attempts to end it there were, the successful one included
     * @param callers what became of those who needed the database meanwhile
     */
    record ConnectionRecovered(Instant at, Duration outage, int attempts, CallerCounts callers)
            implements ConnectionEvent {}

    /** A fresh pool of connections took the place of the old one. */
    record GenerationReplaced(Instant at, long generation, ReplacementCause cause) implements ConnectionEvent {}

    /**
     * An operation failed for a reason that may pass, and is tried again.
     *
     * @param attempt which attempt follows: 2 for the first repetition
     * @param maxAttempts how many there are at most
     */
    record OperationRetried(Instant at, int attempt, int maxAttempts, FailureReason reason)
            implements ConnectionEvent {}

    /** An operation was given up after that many attempts. */
    record OperationGivenUp(Instant at, int attempts, FailureReason reason) implements ConnectionEvent {}

    /**
     * A connection was cut on which somebody had waited in vain for that long, so that the one who waited can try again.
     *
     * @param seen what the server said of its side of the connection, in its own words
     */
    record FlowCut(Instant at, Duration waited, CutCause cause, String seen) implements ConnectionEvent {}

    /**
     * The server was asked about a connection on which somebody waits for long. Told once for each look; while the wait goes
     * on, the looks become ever more rare.
     */
    record WaitJudged(Instant at, Duration waited, WaitVerdict verdict) implements ConnectionEvent {}

    /** A statement was cancelled that the server had worked on until the deadline. Its connection is well. */
    record StatementCancelled(Instant at, Duration waited) implements ConnectionEvent {}

    /** This process stood still for that long, or the clock was set: what was measured across that counts for nothing. */
    record ClockJumped(Instant at, Duration by) implements ConnectionEvent {}

    /**
     * It was found out what became of a COMMIT whose answer had been lost.
     *
     * @param committed whether it had happened; else it never will, and the write was done again
     */
    record OutcomeResolved(Instant at, boolean committed) implements ConnectionEvent {}

    /** A part of the recovery engine hung or died, and another one took its place. */
    record EngineRestarted(Instant at, EnginePart part) implements ConnectionEvent {}

    /** The parts of the recovery engine that watch each other. */
    enum EnginePart {
        /** It looks at the database and brings the connections back. */
        RECOVERY,
        /** It looks after connections on which somebody waits. */
        SENTINEL
    }

    /** What is thought of a connection on which somebody waits for long. */
    enum WaitVerdict {
        /** It is dead: no answer will come over it. */
        DEAD,
        /** The server is at work for it, or may be: slow, not down. */
        SLOW,
        /** It looks dead; another look decides. */
        UNDECIDED,
        /** The server did not answer the question. */
        NO_ANSWER
    }

    /** Why a wait was in vain. */
    enum CutCause {
        /** The server said itself that no answer would come over this connection. */
        DEAD_FLOW,
        /** The server did not answer anybody. */
        SERVER_SILENT,
        /** The server worked on it beyond the deadline, and did not stop when asked to. */
        DEADLINE
    }

    /** Why a pool of connections was replaced. */
    enum ReplacementCause {
        /** Somebody asked for it. */
        FORCED,
        /** An outage ended. */
        RECOVERED,
        /** The server was restarted, or another one answers in its place. */
        SERVER_CHANGED
    }
}

package dev.lifeline.datasource.internal.failure;

/** Meaning of a failure, which determines how it is handled. */
public enum FailureKind {
    /** The connection broke during the work. */
    CONNECTION_LOST(true, true),
    /** No connection could be established. */
    UNREACHABLE(true, true),
    /** The server is starting up or shutting down. */
    NOT_READY(true, true),
    /** The server has no free connection slot. */
    NO_SLOT(true, true),
    /** The server lacks disk space, memory or another resource. */
    SERVER_TROUBLE(true, false),
    /** The server has no disk space for writes; reads succeed. */
    NO_SPACE(true, false),
    /** The server rejects writes. */
    READ_ONLY(true, true),
    /** A conflict with another transaction; the whole transaction may be retried. */
    CONFLICT(true, false),
    /** COMMIT was sent and its outcome is unknown. Writes carry a token, so that a retry does not write twice. */
    IN_DOUBT(true, true),
    /** The server rejects the connection; a person must change a setting. */
    MISCONFIGURED(false, true),
    /** All pooled connections stayed in use for as long as a caller waits. */
    POOL_EXHAUSTED(false, false),
    /** The caller waited for the whole hold time during an outage, or arrived after the hold time had passed. */
    HELD_TOO_LONG(false, false),
    /** A retry might succeed, but the retry budget is exhausted. */
    REPEATED_TOO_MUCH(false, false),
    /** The statement was cancelled or timed out. The connection is healthy. */
    CANCELLED(false, false),
    /** The transaction exceeded the server's timeout; a retry would take as long. */
    TRANSACTION_TIMED_OUT(false, false),
    /** The caller's thread was interrupted, which says nothing about the database. */
    INTERRUPTED(false, false),
    /** The server rejected the statement itself. */
    APPLICATION(false, false);

    private final boolean repeatable;
    private final boolean suspicious;

    FailureKind(boolean repeatable, boolean suspicious) {
        this.repeatable = repeatable;
        this.suspicious = suspicious;
    }

    /** Returns whether a retry of the same work may succeed. */
    public boolean isRepeatable() {
        return repeatable;
    }

    /** Returns whether the server currently rejects all writes, so that waiting helps. */
    public boolean isRefusalOfWrites() {
        return this == READ_ONLY || this == NO_SPACE;
    }

    /** Returns whether the failure suggests that the database is unavailable, so that a check is due. */
    public boolean isSuspicious() {
        return suspicious;
    }
}

package dev.lifeline.datasource.internal.failure;

/** What a failure means, and with it what is to be done. */
public enum FailureKind {
    /** The connection broke under the work. */
    CONNECTION_LOST(true, true),
    /** No connection could be made. */
    UNREACHABLE(true, true),
    /** The server is there, and is starting up or shutting down. */
    NOT_READY(true, true),
    /** The server has no slot for another connection. */
    NO_SLOT(true, true),
    /** The server lacks disk, memory or the like. */
    SERVER_TROUBLE(true, false),
    /** The server has no space left for writes; reads succeed. */
    NO_SPACE(true, false),
    /** The server refuses writes although we asked for a writable one. */
    READ_ONLY(true, true),
    /** Another transaction was in the way; the whole of ours may be repeated. */
    CONFLICT(true, false),
    /** COMMIT was sent and its answer is unknown. Writes carry a token, so that repeating one does not do it twice. */
    IN_DOUBT(true, true),
    /** The server will not have us; somebody must change a setting. */
    MISCONFIGURED(false, true),
    /** Every connection of ours stayed busy for as long as a caller waits. */
    POOL_EXHAUSTED(false, false),
    /** The caller waited through an outage for as long as callers are held, or came too late to wait at all. */
    HELD_TOO_LONG(false, false),
    /** It might succeed the next time, but so much is repeated already that it is not tried. */
    REPEATED_TOO_MUCH(false, false),
    /** Somebody cancelled the statement, or its time was up. The connection is well. */
    CANCELLED(false, false),
    /** The work let its transaction last longer than the server allows; running it again would take as long. */
    TRANSACTION_TIMED_OUT(false, false),
    /** The caller's thread was interrupted: that says nothing of the database. */
    INTERRUPTED(false, false),
    /** The server answered, and refuses the statement for what it is. */
    APPLICATION(false, false);

    private final boolean repeatable;
    private final boolean suspicious;

    FailureKind(boolean repeatable, boolean suspicious) {
        this.repeatable = repeatable;
        this.suspicious = suspicious;
    }

    /** Whether the same work may be tried again and may then succeed. */
    public boolean isRepeatable() {
        return repeatable;
    }

    /** Returns whether the server refuses writes for its state, and not for what they are: waiting helps. */
    public boolean isRefusalOfWrites() {
        return this == READ_ONLY || this == NO_SPACE;
    }

    /** Whether the failure casts doubt on the database as a whole, so that a look at it is due. */
    public boolean isSuspicious() {
        return suspicious;
    }
}

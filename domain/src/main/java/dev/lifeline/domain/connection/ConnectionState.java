package dev.lifeline.domain.connection;

/** What the connection to the database is in, as far as the evidence goes. */
public enum ConnectionState {
    /** Nothing is known yet. */
    STARTING(false),
    /** The database answers and takes writes. */
    CONNECTED(true),
    /** The database answers, but every connection of ours is busy and callers queue. Slow is not down. */
    SATURATED(true),
    /** The database answers but refuses writes: a standby, or an old primary after a switchover. */
    READ_ONLY(true),
    /** The server is there and says that it is starting up or shutting down. */
    BOOTING(false),
    /** The database does not answer. */
    LOST(false),
    /** The database answers and will not have us: wrong credentials, wrong name, wrong certificate. A person must act. */
    MISCONFIGURED(false);

    private final boolean serving;

    ConnectionState(boolean serving) {
        this.serving = serving;
    }

    /** Whether operations have a fair chance to succeed. */
    public boolean isServing() {
        return serving;
    }
}

package dev.lifeline.domain.connection;

/** State of the connection to the database, as far as health checks and operations have shown. */
public enum ConnectionState {
    /** No check has completed yet. */
    STARTING(false),
    /** The database answers and accepts writes. */
    CONNECTED(true),
    /** The database answers, but all pooled connections are in use and callers queue. Slow is not down. */
    SATURATED(true),
    /** The database answers but rejects writes: a standby, or the old primary after a switchover. */
    READ_ONLY(true),
    /** The server answers that it is starting up or shutting down. */
    BOOTING(false),
    /** The database does not answer. */
    LOST(false),
    /**
     * The database answers but rejects the connection: wrong credentials, database name or certificate. A person must
     * act.
     */
    MISCONFIGURED(false);

    private final boolean serving;

    ConnectionState(boolean serving) {
        this.serving = serving;
    }

    /** Returns whether operations can be expected to succeed. */
    public boolean isServing() {
        return serving;
    }
}

package dev.lifeline.datasource.internal.failure;

import java.sql.SQLTransientConnectionException;

/**
 * All connections stayed in use for as long as a caller waits. Derived from the state of the pool, because no SQLSTATE
 * reports it.
 */
public final class PoolExhaustedException extends SQLTransientConnectionException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception for a caller that waited too long, or if too many callers wait. */
    public PoolExhaustedException() {
        super("no connection became free in time");
    }

    /** Creates the exception for a timeout in the pool. */
    public PoolExhaustedException(Throwable cause) {
        super("no connection became free in time", cause);
    }
}

package dev.lifeline.datasource.internal.failure;

import java.sql.SQLTransientConnectionException;

/** Every connection stayed busy for as long as a caller waits; told by the pool's numbers, since no SQLSTATE tells it. */
public final class PoolExhaustedException extends SQLTransientConnectionException {
    private static final long serialVersionUID = 1L;

    /** Too many callers wait, or one waited too long. */
    public PoolExhaustedException() {
        super("every connection stayed busy");
    }

    /** The pool itself says so. */
    public PoolExhaustedException(Throwable cause) {
        super("every connection stayed busy", cause);
    }
}

package dev.lifeline.domain.connection;

import java.time.Duration;

/** The database could not be used in time. The operation did not take place; a later retry may succeed. */
public final class DatabaseUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final FailureReason reason;
    private final Duration retryAfter;

    /**
     * @param retryAfter how long the caller should wait before it tries again; varies between callers, so that they do
     *     not all return at once
     */
    public DatabaseUnavailableException(FailureReason reason, Duration retryAfter, Throwable cause) {
        super(reason.text(), cause);
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    /** Returns why the database could not be used. */
    public FailureReason reason() {
        return reason;
    }

    /** Returns how long to wait before the next try. */
    public Duration retryAfter() {
        return retryAfter;
    }
}

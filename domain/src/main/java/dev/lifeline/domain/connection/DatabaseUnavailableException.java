package dev.lifeline.domain.connection;

import java.time.Duration;

/** The database could not be used in time. The operation did not take place, and asking again later may help. */
public final class DatabaseUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final FailureReason reason;
    private final Duration retryAfter;

    /**
     * @param retryAfter when asking again is worth the while; differs from caller to caller, so that they don't all come
     *     back at once
     */
    public DatabaseUnavailableException(FailureReason reason, Duration retryAfter, Throwable cause) {
        super(reason.text(), cause);
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    /** Why. */
    public FailureReason reason() {
        return reason;
    }

    /** How long to wait before asking again. */
    public Duration retryAfter() {
        return retryAfter;
    }
}

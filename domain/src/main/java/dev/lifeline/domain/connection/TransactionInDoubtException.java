package dev.lifeline.domain.connection;

import java.time.Duration;

/**
 * The connection was lost while a COMMIT was under way: the write may or may not have happened. Repeating it blindly could
 * do it twice; look first.
 */
public final class TransactionInDoubtException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    public TransactionInDoubtException(Duration retryAfter, Throwable cause) {
        super("The outcome of the transaction is unknown", cause);
        this.retryAfter = retryAfter;
    }

    /** How long to wait before looking. */
    public Duration retryAfter() {
        return retryAfter;
    }
}

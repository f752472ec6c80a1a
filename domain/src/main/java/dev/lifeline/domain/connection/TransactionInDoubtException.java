package dev.lifeline.domain.connection;

import static java.util.Objects.requireNonNull;

import dev.lifeline.domain.write.WriteToken;
import java.time.Duration;

/**
 * The response to a COMMIT was lost, and its outcome could not be determined in time: the write may or may not have
 * happened. Sending the same write with the same {@linkplain #token token} again returns the outcome and does not write
 * twice.
 */
public final class TransactionInDoubtException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient WriteToken token;
    private final Duration retryAfter;

    public TransactionInDoubtException(WriteToken token, Duration retryAfter, Throwable cause) {
        super("The outcome of the write is unknown: " + token, cause);
        this.token = requireNonNull(token, "token");
        this.retryAfter = requireNonNull(retryAfter, "retryAfter");
    }

    /** Returns the token of the write. */
    public WriteToken token() {
        return token;
    }

    /** Returns how long to wait before the next try. */
    public Duration retryAfter() {
        return retryAfter;
    }
}

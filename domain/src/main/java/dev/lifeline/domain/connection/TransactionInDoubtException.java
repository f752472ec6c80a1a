package dev.lifeline.domain.connection;

import static java.util.Objects.requireNonNull;

import dev.lifeline.domain.write.WriteToken;
import java.time.Duration;

/**
 * The answer to a COMMIT was lost, and what became of it could not be found out in time: the write may or may not have
 * happened. The same write with the same {@linkplain #token token} finds out, and is not done twice.
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

    /** Under which the write is known. */
    public WriteToken token() {
        return token;
    }

    /** How long to wait before asking again. */
    public Duration retryAfter() {
        return retryAfter;
    }
}

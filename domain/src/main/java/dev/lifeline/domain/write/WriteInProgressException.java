package dev.lifeline.domain.write;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * A write with the same token is in progress. Nothing was changed; a later retry with the token returns the outcome of
 * that write.
 */
public final class WriteInProgressException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    public WriteInProgressException(WriteToken token, Duration retryAfter) {
        super("A write with the same token is under way: " + token);
        this.retryAfter = requireNonNull(retryAfter, "retryAfter");
    }

    /** Returns how long to wait before the next try. */
    public Duration retryAfter() {
        return retryAfter;
    }
}

package dev.lifeline.domain.write;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** A write with the same token is under way. Nothing was done; whoever asks later learns what became of that one. */
public final class WriteInProgressException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    public WriteInProgressException(WriteToken token, Duration retryAfter) {
        super("A write with the same token is under way: " + token);
        this.retryAfter = requireNonNull(retryAfter, "retryAfter");
    }

    /** How long to wait before asking again. */
    public Duration retryAfter() {
        return retryAfter;
    }
}

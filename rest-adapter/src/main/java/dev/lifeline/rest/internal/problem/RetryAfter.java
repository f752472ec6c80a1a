package dev.lifeline.rest.internal.problem;

import java.time.Duration;

/** The value of the Retry-After header. */
final class RetryAfter {

    private RetryAfter() {}

    /** Whole seconds: rounded up, since coming too early is in vain, and at least one. */
    static long seconds(Duration delay) {
        return Math.max(1, delay.plusSeconds(1).minusNanos(1).toSeconds());
    }
}

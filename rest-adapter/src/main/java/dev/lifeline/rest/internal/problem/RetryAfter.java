package dev.lifeline.rest.internal.problem;

import java.time.Duration;

/** Value of the Retry-After header. */
final class RetryAfter {

    private RetryAfter() {}

    /** Returns whole seconds, at least one; rounded up, so that the client does not return too early. */
    static long seconds(Duration delay) {
        return Math.max(1, delay.plusSeconds(1).minusNanos(1).toSeconds());
    }
}

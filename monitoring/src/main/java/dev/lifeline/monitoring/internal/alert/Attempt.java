package dev.lifeline.monitoring.internal.alert;

import java.time.Duration;
import java.util.Set;

/**
 * Result of one delivery attempt.
 *
 * @param words why it failed; contains only the public part of the URL
 * @param notBefore minimum time before the next attempt, as requested by the receiver
 */
public record Attempt(Verdict verdict, String words, Duration notBefore) {
    // Statuses that reject this message itself. All others, even a 404, may come from a proxy during a deployment.
    private static final Set<Integer> ABOUT_THE_MESSAGE = Set.of(400, 413, 415, 422);

    /** Result, which determines whether another attempt is useful. */
    public enum Verdict {
        /** Delivered. */
        DELIVERED,
        /** Failed; another attempt may succeed. */
        FAILED,
        /** The receiver rejects this message; another attempt is useless. */
        REFUSED
    }

    /** Returns the result of a successful attempt. */
    public static Attempt delivered() {
        return new Attempt(Verdict.DELIVERED, "delivered", Duration.ZERO);
    }

    /** Returns the result of an attempt that failed transiently. */
    public static Attempt failed(String words) {
        return new Attempt(Verdict.FAILED, words, Duration.ZERO);
    }

    /** Returns the result of an attempt that failed permanently. */
    public static Attempt refused(String words) {
        return new Attempt(Verdict.REFUSED, words, Duration.ZERO);
    }

    /** Evaluates the status of a response. A redirect is a failure, because it may lead the secret elsewhere. */
    static Attempt answered(int status, Duration retryAfter) {
        if (status / 100 == 2) {
            return delivered();
        }
        String words = "HTTP " + status + (status / 100 == 3 ? " (redirections are not followed)" : "");
        return ABOUT_THE_MESSAGE.contains(status) ? refused(words) : new Attempt(Verdict.FAILED, words, retryAfter);
    }
}

package dev.lifeline.monitoring.internal.alert;

import java.time.Duration;
import java.util.Set;

/**
 * Result of one delivery attempt.
 *
 * @param text why it failed; contains only the public part of the URL
 * @param notBefore minimum time before the next attempt, as requested by the receiver
 */
public record DeliveryAttempt(Outcome outcome, String text, Duration notBefore) {
    // Statuses that reject this message itself. All others, even a 404, may come from a proxy during a deployment.
    private static final Set<Integer> ABOUT_THE_MESSAGE = Set.of(400, 413, 415, 422);

    /** Result, which determines whether another attempt is useful. */
    public enum Outcome {
        /** Delivered. */
        DELIVERED,
        /** Failed; another attempt may succeed. */
        FAILED,
        /** The receiver rejects this message; another attempt is useless. */
        REFUSED
    }

    /** Returns the result of a successful attempt. */
    public static DeliveryAttempt delivered() {
        return new DeliveryAttempt(Outcome.DELIVERED, "delivered", Duration.ZERO);
    }

    /** Returns the result of an attempt that failed transiently. */
    public static DeliveryAttempt failed(String text) {
        return new DeliveryAttempt(Outcome.FAILED, text, Duration.ZERO);
    }

    /** Returns the result of an attempt that failed permanently. */
    public static DeliveryAttempt refused(String text) {
        return new DeliveryAttempt(Outcome.REFUSED, text, Duration.ZERO);
    }

    /** Evaluates the status of a response. A redirect is a failure, because it may lead the secret elsewhere. */
    static DeliveryAttempt answered(int status, Duration retryAfter) {
        if (status / 100 == 2) {
            return delivered();
        }
        String text = "HTTP " + status + (status / 100 == 3 ? " (redirections are not followed)" : "");
        return ABOUT_THE_MESSAGE.contains(status)
                ? refused(text)
                : new DeliveryAttempt(Outcome.FAILED, text, retryAfter);
    }
}

package dev.lifeline.monitoring.internal.alert;

import java.time.Duration;
import java.util.Set;

/**
 * What became of one attempt to send an alert.
 *
 * @param words why it failed; never anything of the URL but what may be shown
 * @param notBefore how long the receiver wants to be left in peace
 */
public record Attempt(Verdict verdict, String words, Duration notBefore) {
    // The receiver finds fault with this very message. Anything else, even a 404, may be a proxy in the middle of a
    // deployment.
    private static final Set<Integer> ABOUT_THE_MESSAGE = Set.of(400, 413, 415, 422);

    /** Whether there is a point in another attempt. */
    public enum Verdict {
        /** There is none: it got through. */
        DELIVERED,
        /** There is. */
        FAILED,
        /** There is none: the receiver will not have this message. */
        REFUSED
    }

    /** The receiver has it. */
    public static Attempt delivered() {
        return new Attempt(Verdict.DELIVERED, "delivered", Duration.ZERO);
    }

    /** It failed in a way that may pass. */
    public static Attempt failed(String words) {
        return new Attempt(Verdict.FAILED, words, Duration.ZERO);
    }

    /** It failed for good. */
    public static Attempt refused(String words) {
        return new Attempt(Verdict.REFUSED, words, Duration.ZERO);
    }

    /** What the status of an HTTP answer means. A redirection is a failure, for it may lead the secret elsewhere. */
    static Attempt answered(int status, Duration retryAfter) {
        if (status / 100 == 2) {
            return delivered();
        }
        String words = "HTTP " + status + (status / 100 == 3 ? " (redirections are not followed)" : "");
        return ABOUT_THE_MESSAGE.contains(status) ? refused(words) : new Attempt(Verdict.FAILED, words, retryAfter);
    }
}

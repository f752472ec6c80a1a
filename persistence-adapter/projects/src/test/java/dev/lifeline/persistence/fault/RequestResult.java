package dev.lifeline.persistence.fault;

import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.project.Slug;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Result of one request.
 *
 * @param due scheduled time of the request, in nanoseconds
 * @param answered time of the response, in nanoseconds
 * @param written slug to write, or null for a read
 * @param text {@link #SERVED}, or the failure
 */
record RequestResult(long due, long answered, @Nullable Slug written, String text) {
    static final String SERVED = "served";

    static RequestResult of(long due, @Nullable Slug written, String text) {
        return new RequestResult(due, System.nanoTime(), written, text);
    }

    static String text(RuntimeException e) {
        String name = e.getClass().getSimpleName();
        return e instanceof DatabaseUnavailableException unavailable ? name + ": " + unavailable.reason() : name;
    }

    boolean isServed() {
        return text.equals(SERVED);
    }

    /** Returns whether the write may or may not have happened; false for reads. */
    boolean isInDoubt() {
        return written != null && text.equals("TransactionInDoubtException");
    }

    Duration took() {
        return Duration.ofNanos(answered - due);
    }
}

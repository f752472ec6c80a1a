package dev.lifeline.persistence.fault;

import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.project.Slug;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What became of one request.
 *
 * @param due when it was to be sent, in nanoseconds
 * @param answered when it was answered, in nanoseconds
 * @param written what it was to write, or null if it only read
 * @param text {@link #SERVED}, or how it failed
 */
record Fate(long due, long answered, @Nullable Slug written, String text) {
    static final String SERVED = "served";

    static Fate of(long due, @Nullable Slug written, String text) {
        return new Fate(due, System.nanoTime(), written, text);
    }

    static String text(RuntimeException e) {
        String name = e.getClass().getSimpleName();
        return e instanceof DatabaseUnavailableException unavailable ? name + ": " + unavailable.reason() : name;
    }

    boolean isServed() {
        return text.equals(SERVED);
    }

    /** Whether nobody knows if it was written. Never the fate of a read. */
    boolean isInDoubt() {
        return written != null && text.equals("TransactionInDoubtException");
    }

    Duration took() {
        return Duration.ofNanos(answered - due);
    }
}

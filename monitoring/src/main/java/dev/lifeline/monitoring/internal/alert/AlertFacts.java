package dev.lifeline.monitoring.internal.alert;

import dev.lifeline.domain.connection.CallerCounts;
import org.jspecify.annotations.Nullable;

/**
 * What is known about some trouble, for programs to read.
 *
 * @param reason in words of a closed vocabulary, or null
 * @param attempts how many attempts to end it there were, or null
 * @param callers what became of callers, or null
 */
public record AlertFacts(@Nullable String reason, @Nullable Integer attempts, @Nullable CallerCounts callers) {

    /** Nothing but a reason. */
    public static AlertFacts because(String reason) {
        return new AlertFacts(reason, null, null);
    }

    /** Nothing. */
    public static AlertFacts none() {
        return new AlertFacts(null, null, null);
    }
}

package dev.lifeline.monitoring.internal.alert;

import dev.lifeline.domain.connection.CallerCounts;
import org.jspecify.annotations.Nullable;

/**
 * Facts about a problem, for programs.
 *
 * @param reason reason from a closed set, or null
 * @param attempts number of recovery attempts, or null
 * @param callers affected callers, or null
 */
public record AlertFacts(@Nullable String reason, @Nullable Integer attempts, @Nullable CallerCounts callers) {

    /** Returns facts with a reason only. */
    public static AlertFacts because(String reason) {
        return new AlertFacts(reason, null, null);
    }

    /** Returns empty facts. */
    public static AlertFacts none() {
        return new AlertFacts(null, null, null);
    }
}

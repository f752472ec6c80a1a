package dev.lifeline.domain.connection;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one look at the database found.
 *
 * @param at when the answer was there
 * @param took how long it took
 * @param failure why the database cannot be used in full, or null if it can
 */
public record CheckResult(Instant at, Duration took, @Nullable FailureReason failure) {

    public CheckResult {
        requireNonNull(at, "at");
        requireNonNull(took, "took");
    }

    /** A look that found the database well. */
    public static CheckResult healthy(Instant at, Duration took) {
        return new CheckResult(at, took, null);
    }

    /** A look that found something wrong. */
    public static CheckResult failed(Instant at, Duration took, FailureReason reason) {
        return new CheckResult(at, took, requireNonNull(reason, "reason"));
    }

    /** Whether the database answered and can be used in full. */
    public boolean isHealthy() {
        return failure == null;
    }

    /** Why the database cannot be used in full. */
    public Optional<FailureReason> reason() {
        return Optional.ofNullable(failure);
    }
}

package dev.lifeline.domain.connection;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Result of one health check.
 *
 * @param at when the check ended
 * @param took how long the check took
 * @param failure why the database is not fully usable, or null if it is
 */
public record CheckResult(Instant at, Duration took, @Nullable FailureReason failure) {

    public CheckResult {
        requireNonNull(at, "at");
        requireNonNull(took, "took");
    }

    /** Returns the result of a check that found the database healthy. */
    public static CheckResult healthy(Instant at, Duration took) {
        return new CheckResult(at, took, null);
    }

    /** Returns the result of a check that failed. */
    public static CheckResult failed(Instant at, Duration took, FailureReason reason) {
        return new CheckResult(at, took, requireNonNull(reason, "reason"));
    }

    /** Returns whether the database answered and is fully usable. */
    public boolean isHealthy() {
        return failure == null;
    }

    /** Returns why the database is not fully usable; empty if the check passed. */
    public Optional<FailureReason> reason() {
        return Optional.ofNullable(failure);
    }
}

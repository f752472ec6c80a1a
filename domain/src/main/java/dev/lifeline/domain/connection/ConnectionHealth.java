package dev.lifeline.domain.connection;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known about the connection to the database, without asking it again.
 *
 * @param since when the state began
 * @param failure why the state is not {@link ConnectionState#CONNECTED}, or null
 * @param lastCheck the newest look at the database, or null before the first one
 * @param generation which pool of connections is in use; grows by one with each replacement
 */
public record ConnectionHealth(
        ConnectionState state,
        Instant since,
        @Nullable FailureReason failure,
        @Nullable CheckResult lastCheck,
        long generation,
        PoolOccupancy pool,
        EngineLoad load) {

    public ConnectionHealth {
        requireNonNull(state, "state");
        requireNonNull(since, "since");
        requireNonNull(pool, "pool");
        requireNonNull(load, "load");
    }

    /** Why the state is not {@link ConnectionState#CONNECTED}. */
    public Optional<FailureReason> reason() {
        return Optional.ofNullable(failure);
    }

    /** The newest look at the database. */
    public Optional<CheckResult> newestCheck() {
        return Optional.ofNullable(lastCheck);
    }
}

package dev.lifeline.domain.connection;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Current knowledge about the connection to the database, obtained without a query.
 *
 * @param since when the state began
 * @param failure why the state is not {@link ConnectionState#CONNECTED}, or null
 * @param lastCheck the newest health check, or null before the first one
 * @param generation number of the connection pool in use; increases by one with each replacement
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

    /** Returns why the state is not {@link ConnectionState#CONNECTED}; empty if it is. */
    public Optional<FailureReason> reason() {
        return Optional.ofNullable(failure);
    }

    /** Returns the newest health check; empty before the first one. */
    public Optional<CheckResult> newestCheck() {
        return Optional.ofNullable(lastCheck);
    }
}

package dev.lifeline.monitoring.internal.remote;

import dev.lifeline.monitoring.remote.RemoteState;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Result of a poll.
 *
 * @param at end of the poll
 * @param nanos end of the poll, in ticker nanoseconds
 * @param took duration of the poll
 * @param outage length of the outage that ended before, as reported by the service, or null
 */
public record PollResult(EndpointStatus status, Instant at, long nanos, Duration took, @Nullable Duration outage) {

    /** Creates a result without an ended outage. */
    PollResult(EndpointStatus status, Instant at, long nanos, Duration took) {
        this(status, at, nanos, took, null);
    }

    /** Returns a copy with the length of the outage that ended before. */
    PollResult after(Duration active) {
        return new PollResult(status, at, nanos, took, active);
    }

    long begunNanos() {
        return nanos - took.toNanos();
    }

    /** Returns the state. */
    public RemoteState state() {
        return status.state();
    }

    String detail() {
        return status.detail();
    }
}

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
public record Finding(Verdict verdict, Instant at, long nanos, Duration took, @Nullable Duration outage) {

    /** Creates a result without an ended outage. */
    Finding(Verdict verdict, Instant at, long nanos, Duration took) {
        this(verdict, at, nanos, took, null);
    }

    /** Returns a copy with the length of the outage that ended before. */
    Finding after(Duration reported) {
        return new Finding(verdict, at, nanos, took, reported);
    }

    long begunNanos() {
        return nanos - took.toNanos();
    }

    /** Returns the state. */
    public RemoteState state() {
        return verdict.state();
    }

    String detail() {
        return verdict.detail();
    }
}

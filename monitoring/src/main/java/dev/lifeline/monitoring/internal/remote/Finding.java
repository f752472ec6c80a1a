package dev.lifeline.monitoring.internal.remote;

import dev.lifeline.monitoring.remote.RemoteState;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a look from outside found.
 *
 * @param at when the look ended
 * @param nanos the same moment, by the ticker
 * @param took how long it took
 * @param outage the length of the outage that ended before, as the service itself reports it, or null
 */
public record Finding(Verdict verdict, Instant at, long nanos, Duration took, @Nullable Duration outage) {

    /** A poll's result without an outage that ended. */
    Finding(Verdict verdict, Instant at, long nanos, Duration took) {
        this(verdict, at, nanos, took, null);
    }

    /** Returns the same with the length of the outage that ended before. */
    Finding after(Duration reported) {
        return new Finding(verdict, at, nanos, took, reported);
    }

    long begunNanos() {
        return nanos - took.toNanos();
    }

    /** How it looks. */
    public RemoteState state() {
        return verdict.state();
    }

    String detail() {
        return verdict.detail();
    }
}

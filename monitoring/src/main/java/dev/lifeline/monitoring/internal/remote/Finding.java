package dev.lifeline.monitoring.internal.remote;

import dev.lifeline.monitoring.remote.RemoteState;
import java.time.Duration;
import java.time.Instant;

/**
 * What a look from outside found.
 *
 * @param at when the look ended
 * @param nanos the same moment, by the ticker
 * @param took how long it took
 */
public record Finding(Verdict verdict, Instant at, long nanos, Duration took) {

    /** How it looks. */
    public RemoteState state() {
        return verdict.state();
    }

    String detail() {
        return verdict.detail();
    }
}

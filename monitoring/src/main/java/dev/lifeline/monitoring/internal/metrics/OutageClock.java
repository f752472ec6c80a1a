package dev.lifeline.monitoring.internal.metrics;

import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Total time of outages, including the current one. The sum never decreases: at its end an outage counts with the time
 * that was reported before. Written by one thread at a time, read by any.
 */
final class OutageClock {
    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Ticker ticker;
    private volatile Reading reading = new Reading(0, false, 0);

    OutageClock(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Time of past outages, and the current one. */
    private record Reading(long pastNanos, boolean ongoing, long sinceNanos) {

        long current(long now) {
            return ongoing ? now - sinceNanos : 0;
        }
    }

    /**
     * Starts an outage.
     *
     * @param before time from its start until its detection
     */
    void start(Duration before) {
        long now = ticker.nanos();
        reading = new Reading(reading.pastNanos() + reading.current(now), true, now - before.toNanos());
    }

    /** Ends the current outage. */
    void stop() {
        reading = new Reading(reading.pastNanos() + reading.current(ticker.nanos()), false, 0);
    }

    /** Returns the length of the current outage; 0 without one. */
    double currentSeconds() {
        Reading known = reading;
        return known.current(ticker.nanos()) / SECOND;
    }

    /** Returns the total length of all outages. */
    double totalSeconds() {
        Reading known = reading;
        return (known.pastNanos() + known.current(ticker.nanos())) / SECOND;
    }
}

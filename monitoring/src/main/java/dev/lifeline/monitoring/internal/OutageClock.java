package dev.lifeline.monitoring.internal;

import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * For how long there have been outages, the present one included. The sum never shrinks: an outage that ends counts as it was
 * counted while it went on. Told by one thread at a time, read by any.
 */
final class OutageClock {
    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Ticker ticker;
    private volatile Reading reading = new Reading(0, false, 0);

    OutageClock(Ticker ticker) {
        this.ticker = ticker;
    }

    /** The time in outages that are over, and the present one. */
    private record Reading(long pastNanos, boolean ongoing, long sinceNanos) {

        long current(long now) {
            return ongoing ? now - sinceNanos : 0;
        }
    }

    /**
     * Counts an outage from now on.
     *
     * @param before how long it had lasted before it was known as one
     */
    void start(Duration before) {
        long now = ticker.nanos();
        reading = new Reading(reading.pastNanos() + reading.current(now), true, now - before.toNanos());
    }

    /** The present outage is over. */
    void stop() {
        reading = new Reading(reading.pastNanos() + reading.current(ticker.nanos()), false, 0);
    }

    /** The length of the present outage, 0 if there is none. */
    double currentSeconds() {
        Reading known = reading;
        return known.current(ticker.nanos()) / SECOND;
    }

    /** The length of all outages. */
    double totalSeconds() {
        Reading known = reading;
        return (known.pastNanos() + known.current(ticker.nanos())) / SECOND;
    }
}

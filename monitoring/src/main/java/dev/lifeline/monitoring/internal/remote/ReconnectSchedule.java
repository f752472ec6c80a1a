package dev.lifeline.monitoring.internal.remote;

import dev.lifeline.domain.time.Ticker;
import java.time.Duration;

/**
 * Schedule of reconnect requests to a service: at the first sign of a problem, and then at growing intervals until it
 * is healthy. The service also reconnects by itself, and frequent requests would add load. Confined to one thread.
 */
final class ReconnectSchedule {
    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Ticker ticker;
    private Duration pause = Duration.ZERO;
    private Duration nextPause = FIRST;
    private long triedNanos;
    private boolean isOver;

    ReconnectSchedule(Ticker ticker) {
        this.ticker = ticker;
        this.triedNanos = ticker.nanos();
    }

    boolean isDue() {
        return !isOver && ticker.nanos() - triedNanos >= pause.toNanos();
    }

    /** Records a request and returns the time until the next one. */
    Duration tried() {
        triedNanos = ticker.nanos();
        pause = nextPause;
        Duration doubled = pause.multipliedBy(2);
        nextPause = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        return pause;
    }

    /**
     * Resets the intervals because the service is healthy. The current pause still applies, so that an unstable service
     * does not get a request each time.
     */
    void recovered() {
        nextPause = FIRST;
    }

    /** Stops requests, because the service refuses them. */
    void giveUp() {
        isOver = true;
    }
}

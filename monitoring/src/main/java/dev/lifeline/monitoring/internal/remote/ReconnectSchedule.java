package dev.lifeline.monitoring.internal.remote;

import dev.lifeline.domain.time.Ticker;
import java.time.Duration;

/**
 * When a service may be asked to connect anew: at the first sign of trouble, and then ever more rarely until it is well again.
 * A service connects anew by itself, too: asking it all the time would be one load more. Confined to one thread.
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

    /** It was asked just now; how long it is left alone. */
    Duration tried() {
        triedNanos = ticker.nanos();
        pause = nextPause;
        Duration doubled = pause.multipliedBy(2);
        nextPause = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        return pause;
    }

    /** It is well: the pauses begin anew, but the present one counts, lest one that comes and goes be asked each time. */
    void recovered() {
        nextPause = FIRST;
    }

    /** It will not have it. */
    void giveUp() {
        isOver = true;
    }
}

package dev.lifeline.datasource.internal.sentinel;

import dev.lifeline.domain.time.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Beats once a round, and so shows two things: that the rounds stopped, and that this whole process stood still between two
 * beats. A machine that sleeps stops the ticker too, so the clock is asked as well; one that is set forward looks the same,
 * which does no harm. One thread beats; others may ask.
 */
final class Heartbeat {
    /** Rounds are a tenth of a second apart. Garbage collection and a busy machine delay one by less. */
    private static final Duration NOTABLE = Duration.ofSeconds(2);

    private final Clock clock;
    private final Ticker ticker;
    private volatile long beatAt;
    private Instant beatTime;

    Heartbeat(Clock clock, Ticker ticker) {
        this.clock = clock;
        this.ticker = ticker;
        this.beatAt = ticker.nanos();
        this.beatTime = clock.instant();
    }

    void beat() {
        beatAt = ticker.nanos();
        beatTime = clock.instant();
    }

    /** For how long nothing happened since the last beat, if that is notable. */
    Optional<Duration> jump() {
        Duration ticked = Duration.ofNanos(ticker.nanos() - beatAt);
        Duration passed = Duration.between(beatTime, clock.instant());
        Duration longer = ticked.compareTo(passed) > 0 ? ticked : passed;
        return Optional.of(longer).filter(gap -> gap.compareTo(NOTABLE) > 0);
    }

    /** Whether the last beat is older than that. Safe to call from any thread. */
    boolean isSilentFor(Duration limit) {
        return ticker.nanos() - beatAt > limit.toNanos();
    }
}

package dev.lifeline.datasource.internal.sentinel;

import dev.lifeline.domain.time.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Records the end of each round. Detects that rounds have stopped, and that the whole process was suspended between two
 * rounds. The ticker stops as well while the machine sleeps, so the clock is also compared. Setting the clock forward
 * has the same effect, which is harmless. One thread beats; other threads may query.
 */
final class Heartbeat {
    /** Rounds are 100 ms apart. Garbage collection and a busy machine delay a round by less than this. */
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

    /** Returns the time since the last beat, if it is notable. */
    Optional<Duration> jump() {
        Duration ticked = Duration.ofNanos(ticker.nanos() - beatAt);
        Duration passed = Duration.between(beatTime, clock.instant());
        Duration longer = ticked.compareTo(passed) > 0 ? ticked : passed;
        return Optional.of(longer).filter(gap -> gap.compareTo(NOTABLE) > 0);
    }

    /** Returns whether the last beat is older than the limit. Safe to call from any thread. */
    boolean isSilentFor(Duration limit) {
        return ticker.nanos() - beatAt > limit.toNanos();
    }
}

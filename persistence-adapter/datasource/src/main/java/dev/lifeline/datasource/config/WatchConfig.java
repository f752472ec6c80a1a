package dev.lifeline.datasource.config;

import dev.lifeline.domain.settings.SettingChecks;
import java.time.Duration;

/**
 * Health checks, and detection of dead connections.
 *
 * @param enabled whether the sentinel checks connections on which a caller waits, by default yes. Without it, a
 *     silently dead connection blocks its caller for the whole {@code operation.deadline}, and a dead connection is not
 *     distinguished from a dead server
 * @param quietAfter how long a caller must wait for the server before the sentinel checks the connection: 100 ms to 1
 *     min, and shorter than {@code operation.deadline}; by default 500 ms
 * @param probeTimeout longest duration of one check, including the connect: 100 ms to 10 s, and not longer than
 *     {@code operation.deadline}; by default 1 s
 * @param misses number of consecutive checks without an answer after which the database counts as lost: 1 to 10, by
 *     default 2
 */
public record WatchConfig(boolean enabled, Duration quietAfter, Duration probeTimeout, int misses) {

    public WatchConfig {
        new SettingChecks()
                .between("watch.quiet-after", quietAfter, Duration.ofMillis(100), Duration.ofMinutes(1))
                .between("watch.probe-timeout", probeTimeout, Duration.ofMillis(100), Duration.ofSeconds(10))
                .between("watch.misses", misses, 1, 10)
                .verify();
    }

    /** Returns a copy with the sentinel enabled or disabled. */
    public WatchConfig withEnabled(boolean other) {
        return new WatchConfig(other, quietAfter, probeTimeout, misses);
    }

    /**
     * Returns the defaults: connections are checked after a wait of 500 ms, checks take at most 1 s, and two missed
     * checks mean that the database is lost.
     */
    public static WatchConfig defaults() {
        return new WatchConfig(true, Duration.ofMillis(500), Duration.ofSeconds(1), 2);
    }
}

package dev.lifeline.datasource.config;

import dev.lifeline.domain.settings.SettingChecks;
import java.time.Duration;

/**
 * How the database is looked at.
 *
 * @param enabled whether waits are looked into, by default yes. Without that a connection that died without a word costs its
 *     caller the whole {@code operation.deadline}, and the server is not told apart from the way to it
 * @param quietAfter how long somebody must wait for the server before the wait is looked into: 100 ms to 1 min, by default 500
 *     ms
 * @param probeTimeout how long one look may take, connecting included: 100 ms to 10 s, by default 1 s
 * @param misses how many looks in a row without an answer mean that the database is lost: 1 to 10, by default 2
 */
public record WatchConfig(boolean enabled, Duration quietAfter, Duration probeTimeout, int misses) {

    public WatchConfig {
        new SettingChecks()
                .between("watch.quiet-after", quietAfter, Duration.ofMillis(100), Duration.ofMinutes(1))
                .between("watch.probe-timeout", probeTimeout, Duration.ofMillis(100), Duration.ofSeconds(10))
                .between("watch.misses", misses, 1, 10)
                .verify();
    }

    /** The same with or without looking into waits. */
    public WatchConfig withEnabled(boolean other) {
        return new WatchConfig(other, quietAfter, probeTimeout, misses);
    }

    /** Waits of over 500 ms are looked into, with looks of at most 1 s, of which two may fail. */
    public static WatchConfig defaults() {
        return new WatchConfig(true, Duration.ofMillis(500), Duration.ofSeconds(1), 2);
    }
}

package dev.lifeline.datasource.config;

import dev.lifeline.domain.settings.SettingChecks;
import java.time.Duration;

/**
 * How callers wait through an outage.
 *
 * @param hold the longest time that a caller waits for the database to come back: 0 s to 5 min, by default 15 s. Once an
 *     outage is older than that, newcomers are refused at once.
 * @param maxWaiting how many callers wait at a time, for the database to come back or for a connection; who comes then is
 *     refused at once: 1 to 1,000,000, by default 5000
 */
public record GateConfig(Duration hold, int maxWaiting) {

    public GateConfig {
        new SettingChecks()
                .between("gate.hold", hold, Duration.ZERO, Duration.ofMinutes(5))
                .between("gate.max-waiting", maxWaiting, 1, 1_000_000)
                .verify();
    }

    /** Callers wait for 15 s, and 5000 of them at most. */
    public static GateConfig defaults() {
        return new GateConfig(Duration.ofSeconds(15), 5_000);
    }

    /** The same with another hold. */
    public GateConfig withHold(Duration other) {
        return new GateConfig(other, maxWaiting);
    }
}

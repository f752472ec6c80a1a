package dev.lifeline.persistence.config;

import dev.lifeline.domain.settings.SettingChecks;
import java.time.Duration;

/**
 * How callers wait through an outage.
 *
 * @param hold the longest time that a caller waits for the database to come back: 0 s to 5 min, by default 15 s. Once an
 *     outage is older than that, newcomers are refused at once.
 */
public record GateConfig(Duration hold) {

    public GateConfig {
        new SettingChecks()
                .between("gate.hold", hold, Duration.ZERO, Duration.ofMinutes(5))
                .verify();
    }

    /** Callers wait for 15 s. */
    public static GateConfig defaults() {
        return new GateConfig(Duration.ofSeconds(15));
    }
}

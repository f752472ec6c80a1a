package dev.lifeline.app.config;

import dev.lifeline.domain.settings.SettingChecks;
import java.time.Duration;

/**
 * How the service stops.
 *
 * @param delay how long it serves on after it has turned unready, for load balancers to notice: 0 s to 5 min
 * @param grace how long requests under way may then take to finish: 0 s to 5 min
 */
public record ShutdownConfig(Duration delay, Duration grace) {
    private static final Duration MAX = Duration.ofMinutes(5);

    /**
     * @throws dev.lifeline.domain.settings.InvalidSettingsException if a duration is out of bounds
     */
    public ShutdownConfig {
        new SettingChecks()
                .between("shutdown.delay", delay, Duration.ZERO, MAX)
                .between("shutdown.grace", grace, Duration.ZERO, MAX)
                .verify();
    }

    /** No delay, 20 s of grace. */
    static ShutdownConfig defaults() {
        return new ShutdownConfig(Duration.ZERO, Duration.ofSeconds(20));
    }
}

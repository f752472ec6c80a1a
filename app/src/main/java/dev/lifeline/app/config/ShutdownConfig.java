package dev.lifeline.app.config;

import dev.lifeline.domain.settings.SettingChecks;
import java.time.Duration;

/**
 * Shutdown of the service.
 *
 * @param delay time for which it continues to serve after it has become unready, so that load balancers notice: 0 s to
 *     5 min
 * @param grace time for requests in flight after that: 0 s to 5 min
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

    /** Returns the defaults: no delay, and 20 s of grace. */
    static ShutdownConfig defaults() {
        return new ShutdownConfig(Duration.ZERO, Duration.ofSeconds(20));
    }
}

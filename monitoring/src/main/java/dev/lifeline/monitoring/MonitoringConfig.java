package dev.lifeline.monitoring;

import dev.lifeline.domain.settings.InvalidSettingsException;
import dev.lifeline.domain.settings.SettingChecks;
import java.time.Duration;

/**
 * Settings of the monitoring. Safe for use by several threads.
 *
 * @param checkInterval the pause between two periodic checks ({@code health.interval}): 1 second to 1 hour, 30 seconds by
 *     default
 */
public record MonitoringConfig(Duration checkInterval) {
    private static final Duration DEFAULT_CHECK_INTERVAL = Duration.ofSeconds(30);
    private static final Duration MIN_CHECK_INTERVAL = Duration.ofSeconds(1);
    private static final Duration MAX_CHECK_INTERVAL = Duration.ofHours(1);

    /**
     * @throws InvalidSettingsException if a setting is out of bounds
     */
    public MonitoringConfig {
        new SettingChecks()
                .between("health.interval", checkInterval, MIN_CHECK_INTERVAL, MAX_CHECK_INTERVAL)
                .verify();
    }

    /** The settings when nobody says otherwise. */
    public static MonitoringConfig defaults() {
        return new MonitoringConfig(DEFAULT_CHECK_INTERVAL);
    }
}

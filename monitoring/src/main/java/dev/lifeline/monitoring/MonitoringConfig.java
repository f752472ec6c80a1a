package dev.lifeline.monitoring;

import static java.util.Objects.requireNonNull;

import dev.lifeline.domain.settings.InvalidSettingsException;
import dev.lifeline.domain.settings.SettingChecks;
import java.time.Duration;

/**
 * Settings of the monitoring. Safe for use by several threads.
 *
 * @param checkInterval the pause between two periodic checks ({@code health.interval}): 1 second to 1 hour, 30 seconds by
 *     default
 * @param alerts who is told of outages; nobody by default
 */
public record MonitoringConfig(Duration checkInterval, AlertConfig alerts) {
    private static final Duration DEFAULT_CHECK_INTERVAL = Duration.ofSeconds(30);
    private static final Duration MIN_CHECK_INTERVAL = Duration.ofSeconds(1);
    private static final Duration MAX_CHECK_INTERVAL = Duration.ofHours(1);

    /**
     * @throws InvalidSettingsException if a setting is out of bounds
     */
    public MonitoringConfig {
        requireNonNull(alerts, "alerts");
        new SettingChecks()
                .between("health.interval", checkInterval, MIN_CHECK_INTERVAL, MAX_CHECK_INTERVAL)
                .verify();
    }

    /**
     * Settings by which nobody is told of outages.
     *
     * @throws InvalidSettingsException if the setting is out of bounds
     */
    public MonitoringConfig(Duration checkInterval) {
        this(checkInterval, AlertConfig.none());
    }

    /** The settings when nobody says otherwise. */
    public static MonitoringConfig defaults() {
        return new MonitoringConfig(DEFAULT_CHECK_INTERVAL);
    }

    /** The same, but for who is told of outages. */
    public MonitoringConfig withAlerts(AlertConfig other) {
        return new MonitoringConfig(checkInterval, other);
    }
}

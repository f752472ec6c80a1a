package dev.lifeline.monitoring;

import static java.util.Objects.requireNonNull;

import dev.lifeline.domain.settings.InvalidSettingsException;
import dev.lifeline.domain.settings.SettingChecks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the monitoring. Safe for use by several threads.
 *
 * @param checkInterval the pause between two periodic checks ({@code health.interval}): 1 second to 1 hour, 30 seconds by
 *     default
 * @param dataDirectory where incidents are kept from one run to the next ({@code monitoring.data-directory}), or null for nowhere:
 *     a directory that exists and can be written, used by one process at a time
 * @param alerts who is told of outages; nobody by default
 */
public record MonitoringConfig(Duration checkInterval, @Nullable Path dataDirectory, AlertConfig alerts) {
    private static final Duration DEFAULT_CHECK_INTERVAL = Duration.ofSeconds(30);
    private static final Duration MIN_CHECK_INTERVAL = Duration.ofSeconds(1);
    private static final Duration MAX_CHECK_INTERVAL = Duration.ofHours(1);

    /**
     * @throws InvalidSettingsException if a setting is out of bounds, or the data directory is no directory that can be written
     */
    public MonitoringConfig {
        requireNonNull(alerts, "alerts");
        new SettingChecks()
                .between("health.interval", checkInterval, MIN_CHECK_INTERVAL, MAX_CHECK_INTERVAL)
                .require(
                        dataDirectory == null || (Files.isDirectory(dataDirectory) && Files.isWritable(dataDirectory)),
                        "monitoring.data-directory must be a directory that can be written, but is '" + dataDirectory
                                + "'")
                .verify();
    }

    /** The settings when nobody says otherwise. */
    public static MonitoringConfig defaults() {
        return new MonitoringConfig(DEFAULT_CHECK_INTERVAL, null, AlertConfig.none());
    }

    /** The same, but for who is told of outages. */
    public MonitoringConfig withAlerts(AlertConfig other) {
        return new MonitoringConfig(checkInterval, dataDirectory, other);
    }
}

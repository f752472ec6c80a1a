package dev.lifeline.monitoring;

import static java.util.Objects.requireNonNull;

import dev.lifeline.domain.settings.InvalidSettingsException;
import dev.lifeline.domain.settings.SettingChecks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the monitoring. Immutable.
 *
 * @param checkInterval interval of periodic checks ({@code health.interval}): 1 s to 1 h, by default 30 s
 * @param dataDirectory directory in which incidents are kept ({@code monitoring.data-directory}), or null for none: an
 *     existing, writable directory, used by one process at a time
 * @param alerts alert settings; no receivers by default
 */
public record MonitoringConfig(Duration checkInterval, @Nullable Path dataDirectory, AlertConfig alerts) {
    private static final Duration DEFAULT_CHECK_INTERVAL = Duration.ofSeconds(30);
    private static final Duration MIN_CHECK_INTERVAL = Duration.ofSeconds(1);
    private static final Duration MAX_CHECK_INTERVAL = Duration.ofHours(1);

    /**
     * @throws InvalidSettingsException if a setting is out of bounds, or the data directory is not a writable directory
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

    /** Returns the default settings. */
    public static MonitoringConfig defaults() {
        return new MonitoringConfig(DEFAULT_CHECK_INTERVAL, null, AlertConfig.none());
    }

    /** Returns a copy with different alert settings. */
    public MonitoringConfig withAlerts(AlertConfig other) {
        return new MonitoringConfig(checkInterval, dataDirectory, other);
    }
}

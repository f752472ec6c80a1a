package dev.lifeline.app.config;

import dev.lifeline.app.embedded.EmbeddedConfig;
import dev.lifeline.app.http.HttpConfig;
import dev.lifeline.app.logging.LogConfig;
import dev.lifeline.app.warmup.WarmUpConfig;
import dev.lifeline.monitoring.MonitoringConfig;
import dev.lifeline.rest.RestConfig;
import java.util.List;

/**
 * All settings of the service.
 *
 * @param ignoredVariables environment variables that have the prefix of settings but are no settings
 * @param exposedSecrets a line for each secret that every user of the machine can read
 */
public record AppConfig(
        HttpConfig http,
        RestConfig rest,
        DatabaseSettings database,
        MonitoringConfig monitoring,
        LogConfig log,
        EmbeddedConfig embedded,
        WarmUpConfig warmUp,
        ShutdownConfig shutdown,
        List<String> ignoredVariables,
        List<String> exposedSecrets) {

    /** Copies the lists. */
    public AppConfig {
        ignoredVariables = List.copyOf(ignoredVariables);
        exposedSecrets = List.copyOf(exposedSecrets);
    }

    /** Returns a copy with another warm-up. */
    public AppConfig withWarmUp(WarmUpConfig other) {
        return new AppConfig(
                http, rest, database, monitoring, log, embedded, other, shutdown, ignoredVariables, exposedSecrets);
    }
}

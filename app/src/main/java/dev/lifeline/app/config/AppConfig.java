package dev.lifeline.app.config;

import dev.lifeline.app.embedded.EmbeddedConfig;
import dev.lifeline.app.http.HttpConfig;
import dev.lifeline.app.logging.LogConfig;
import dev.lifeline.app.warmup.WarmUpConfig;
import dev.lifeline.monitoring.MonitoringConfig;
import dev.lifeline.rest.RestConfig;

/** All settings of the service. */
public record AppConfig(
        HttpConfig http,
        RestConfig rest,
        DatabaseSettings database,
        MonitoringConfig monitoring,
        LogConfig log,
        EmbeddedConfig embedded,
        WarmUpConfig warmUp,
        ShutdownConfig shutdown) {}

package dev.lifeline.app.config;

import dev.lifeline.app.http.HttpConfig;
import dev.lifeline.monitoring.AlertConfig;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Reads the settings of alerts. */
final class AlertReader {
    private final Sources sources;
    private final Values values;

    AlertReader(Sources sources, Values values) {
        this.sources = sources;
        this.values = values;
    }

    /**
     * @throws dev.lifeline.domain.settings.InvalidSettingsException if a value is out of bounds
     */
    AlertConfig read(HttpConfig http) {
        return new AlertConfig(
                sources.value(Setting.ALERTS_WEBHOOK_URL).orElse(null),
                sources.value(Setting.ALERTS_ALERTMANAGER_URL).orElse(null),
                sources.value(Setting.ALERTS_INSTANCE).orElseGet(() -> defaultInstance(http)),
                values.duration(Setting.ALERTS_AFTER),
                values.duration(Setting.ALERTS_REMINDER),
                values.duration(Setting.ALERTS_TIMEOUT));
    }

    /**
     * Returns the default instance name. Looks up the machine's name, which may take some time, only if there is a
     * receiver.
     */
    private String defaultInstance(HttpConfig http) {
        if (!sources.isSet(Setting.ALERTS_WEBHOOK_URL) && !sources.isSet(Setting.ALERTS_ALERTMANAGER_URL)) {
            return AlertConfig.none().instance();
        }
        return http.port() == 0 ? machine() : machine() + ":" + http.port();
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return AlertConfig.none().instance(); // the machine does not know its name
        }
    }
}

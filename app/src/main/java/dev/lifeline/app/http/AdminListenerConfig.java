package dev.lifeline.app.http;

import static java.util.Objects.requireNonNull;

import dev.lifeline.domain.settings.SettingChecks;

/**
 * Settings of the listener for operators.
 *
 * @param host the name or address to listen on
 * @param port the port to listen on; 0 for any free port
 */
public record AdminListenerConfig(String host, int port) {
    private static final int MAX_PORT = 65_535;

    /**
     * @throws dev.lifeline.domain.settings.InvalidSettingsException if the port is out of bounds
     */
    public AdminListenerConfig {
        requireNonNull(host, "host");
        new SettingChecks().between("admin.port", port, 0, MAX_PORT).verify();
    }
}

package dev.lifeline.app.access;

import dev.lifeline.domain.settings.SettingChecks;
import java.util.List;

/**
 * Settings of admission.
 *
 * @param allowedHosts names and addresses, in addition to those that the service listens on, under which clients may
 *     reach it; {@code *.example.org} for all names below one, {@code *} for all
 */
public record AccessConfig(List<String> allowedHosts) {

    /**
     * @throws dev.lifeline.domain.settings.InvalidSettingsException if a value is invalid
     */
    public AccessConfig {
        allowedHosts = List.copyOf(allowedHosts);
        var checks = new SettingChecks();
        allowedHosts.forEach(host -> checks.require(
                AllowedHosts.isPattern(host),
                "http.allowed-hosts must be names or addresses without a port, *.name or *, separated by commas,"
                        + " but has '" + host + "'"));
        checks.verify();
    }

    /** Returns the defaults: only the names and addresses that the service listens on. */
    public static AccessConfig defaults() {
        return new AccessConfig(List.of());
    }
}

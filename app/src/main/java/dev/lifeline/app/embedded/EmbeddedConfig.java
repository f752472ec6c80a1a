package dev.lifeline.app.embedded;

import dev.lifeline.domain.settings.SettingChecks;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the embedded PostgreSQL.
 *
 * @param dataDirectory data directory, or null for a temporary one that is deleted at the end
 * @param port port of the server; 0 for any free one
 */
public record EmbeddedConfig(@Nullable Path dataDirectory, int port) {
    private static final int MAX_PORT = 65_535;

    /**
     * @throws dev.lifeline.domain.settings.InvalidSettingsException if the port is out of bounds
     */
    public EmbeddedConfig {
        new SettingChecks().between("embedded.port", port, 0, MAX_PORT).verify();
    }

    /** Returns the defaults: a temporary directory, and any free port. */
    public static EmbeddedConfig defaults() {
        return new EmbeddedConfig(null, 0);
    }

    Optional<Path> keptDirectory() {
        return Optional.ofNullable(dataDirectory);
    }
}

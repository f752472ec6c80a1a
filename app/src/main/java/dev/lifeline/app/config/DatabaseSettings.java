package dev.lifeline.app.config;

import dev.lifeline.datasource.config.BatchConfig;
import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.DatabaseCredentials;
import dev.lifeline.datasource.config.DatabaseUrl;
import dev.lifeline.datasource.config.GateConfig;
import dev.lifeline.datasource.config.PoolConfig;
import dev.lifeline.datasource.config.ReplayConfig;
import dev.lifeline.datasource.config.RetryConfig;
import dev.lifeline.datasource.config.WatchConfig;
import dev.lifeline.domain.status.DatabaseKind;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the database, which may be one that is yet to be started.
 *
 * @param url where it is, or null for an embedded one
 * @param credentials who we are to it, or null for an embedded one
 */
public record DatabaseSettings(
        @Nullable DatabaseUrl url,
        @Nullable DatabaseCredentials credentials,
        PoolConfig pool,
        RetryConfig retry,
        GateConfig gate,
        WatchConfig watch,
        BatchConfig batch,
        Duration operationDeadline,
        boolean migrate,
        String schema) {
    private static final DatabaseUrl SOMEWHERE = DatabaseUrl.parse("jdbc:postgresql://localhost/lifeline");
    private static final DatabaseCredentials SOMEBODY = DatabaseCredentials.of("lifeline", "");

    /**
     * @throws dev.lifeline.domain.settings.InvalidSettingsException if a value is out of bounds
     */
    public DatabaseSettings {
        // Wherever the database will be, the whole must be in order now.
        var unused = new DatabaseConfig(
                SOMEWHERE,
                SOMEBODY,
                pool,
                retry,
                gate,
                watch,
                batch,
                ReplayConfig.defaults(),
                operationDeadline,
                migrate,
                schema);
    }

    /** An embedded database, everything else at its default. */
    static DatabaseSettings defaults() {
        var config = DatabaseConfig.of(SOMEWHERE, SOMEBODY);
        return new DatabaseSettings(
                null,
                null,
                config.pool(),
                config.retry(),
                config.gate(),
                config.watch(),
                config.batch(),
                config.operationDeadline(),
                config.migrate(),
                config.schema());
    }

    /** The database that somebody configured, or nothing if one is to be embedded. */
    public Optional<DatabaseConfig> configured() {
        return url == null || credentials == null ? Optional.empty() : Optional.of(at(url, credentials));
    }

    /** Where the data will be, if an embedded database keeps it in a directory of that kind. */
    DatabaseKind kind(boolean isEmbeddedKept) {
        if (configured().isPresent()) {
            return DatabaseKind.CONFIGURED;
        }
        return isEmbeddedKept ? DatabaseKind.EMBEDDED_KEPT : DatabaseKind.EMBEDDED_TEMPORARY;
    }

    /** These settings for a database at that place. */
    public DatabaseConfig at(DatabaseUrl place, DatabaseCredentials identity) {
        return new DatabaseConfig(
                place,
                identity,
                pool,
                retry,
                gate,
                watch,
                batch,
                ReplayConfig.defaults(),
                operationDeadline,
                migrate,
                schema);
    }
}

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
import dev.lifeline.domain.settings.SettingChecks;
import dev.lifeline.domain.status.DatabaseKind;
import dev.lifeline.persistence.ProjectStore;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the database, which may be an embedded one that is not started yet.
 *
 * @param url address of the database, or null for an embedded one
 * @param credentials credentials of the database, or null for an embedded one
 * @param searchLimit longest duration of a search, 1 s to 5 min, by default 5 s
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
        Duration searchLimit,
        boolean migrate,
        String schema) {
    private static final DatabaseUrl SOMEWHERE = DatabaseUrl.parse("jdbc:postgresql://localhost/lifeline");
    private static final Duration SHORTEST_SEARCH = Duration.ofSeconds(1);
    private static final Duration LONGEST_SEARCH = Duration.ofMinutes(5);
    private static final DatabaseCredentials SOMEBODY = DatabaseCredentials.of("lifeline", "");

    /**
     * @throws dev.lifeline.domain.settings.InvalidSettingsException if a value is out of bounds
     */
    public DatabaseSettings {
        // Validates the combination now, although the address of an embedded database is not known yet.
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
        new SettingChecks()
                .between("search.limit", searchLimit, SHORTEST_SEARCH, LONGEST_SEARCH)
                .verify();
    }

    /** Returns the settings of an embedded database, with all defaults. */
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
                ProjectStore.DEFAULT_SEARCH_LIMIT,
                config.migrate(),
                config.schema());
    }

    /** Returns the configured database; empty for an embedded one. */
    public Optional<DatabaseConfig> configured() {
        return url == null || credentials == null ? Optional.empty() : Optional.of(at(url, credentials));
    }

    /**
     * Returns the kind of database.
     *
     * @param isEmbeddedKept whether an embedded database keeps its data
     */
    DatabaseKind kind(boolean isEmbeddedKept) {
        if (configured().isPresent()) {
            return DatabaseKind.CONFIGURED;
        }
        return isEmbeddedKept ? DatabaseKind.EMBEDDED_KEPT : DatabaseKind.EMBEDDED_TEMPORARY;
    }

    /** Returns these settings for a database at the given address. */
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

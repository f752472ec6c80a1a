package dev.lifeline.datasource.testing;

import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.DatabaseCredentials;
import dev.lifeline.datasource.config.DatabaseUrl;
import dev.lifeline.testing.postgres.PostgresServer;

/** Settings for tests. */
public final class TestConfig {
    private TestConfig() {}

    /** Returns settings for the given server, otherwise with defaults. */
    public static DatabaseConfig of(PostgresServer server) {
        return DatabaseConfig.of(DatabaseUrl.parse(server.jdbcUrl()), DatabaseCredentials.of(server.username(), ""));
    }
}

package dev.lifeline.persistence.testing;

import dev.lifeline.persistence.config.DatabaseConfig;
import dev.lifeline.persistence.config.DatabaseCredentials;
import dev.lifeline.persistence.config.DatabaseUrl;
import dev.lifeline.testing.postgres.PostgresServer;

/** Settings for tests. */
public final class TestConfig {
    private TestConfig() {}

    /** Settings that lead to that server, otherwise at their defaults. */
    public static DatabaseConfig of(PostgresServer server) {
        return DatabaseConfig.of(DatabaseUrl.parse(server.jdbcUrl()), DatabaseCredentials.of(server.username(), ""));
    }
}

package dev.lifeline.datasource;

import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.DatabaseCredentials;
import dev.lifeline.datasource.config.DatabaseUrl;
import dev.lifeline.datasource.config.IsolationLevel;
import dev.lifeline.datasource.config.PasswordSource;
import dev.lifeline.datasource.config.PoolConfig;
import dev.lifeline.datasource.config.PoolReports;
import dev.lifeline.datasource.config.SessionConfig;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Values of the JavaBean properties. Guarded by the data source. */
final class BeanProperties {
    private static final PoolConfig DEFAULTS = PoolConfig.defaults();

    String jdbcUrl = "";
    String username = "";

    @Nullable
    PasswordSource password;

    String catalog = "";
    int maximumPoolSize = DEFAULTS.maxSize();

    @Nullable
    Integer minimumIdle;

    Duration connectionTimeout = DEFAULTS.acquireTimeout();
    Duration validationTimeout = DEFAULTS.validationTimeout();
    Duration idleTimeout = DEFAULTS.idleTimeout();
    Duration maxLifetime = DEFAULTS.maxLifetime();
    Duration keepaliveTime = DEFAULTS.keepalive();
    Duration initialWait = Duration.ZERO;
    boolean autoCommit = true;
    boolean readOnly;
    IsolationLevel isolation = IsolationLevel.SERVER_DEFAULT;
    String schema = "";
    String initSql = "";
    String testQuery = "";
    PoolReports reports = PoolReports.defaults();
    final Map<String, String> driverProperties = new TreeMap<>();

    DatabaseConfig toConfig() {
        if (jdbcUrl.isBlank()) {
            throw DataSourceProperties.invalid("jdbcUrl (or url) must be set");
        }
        DatabaseUrl url = url();
        DatabaseConfig config = DatabaseConfig.of(url, credentials(url.credentials()))
                .withPool(pool())
                .withSession(new SessionConfig(autoCommit, readOnly, isolation, schema, initSql, testQuery))
                .withReports(reports);
        requireSameDatabase(config.url().database());
        return config;
    }

    private DatabaseUrl url() {
        DatabaseUrl parsed = DatabaseUrl.parse(jdbcUrl);
        Map<String, String> parameters = new TreeMap<>(parsed.parameters());
        Map<String, String> own = new DatabaseUrl(parsed.endpoints(), "", driverProperties, null).parameters();
        parameters.putAll(own);
        return new DatabaseUrl(
                parsed.endpoints(),
                parsed.database(),
                parameters,
                parsed.credentials().orElse(null));
    }

    /** The properties take precedence over the URL. */
    private DatabaseCredentials credentials(Optional<DatabaseCredentials> inUrl) {
        String user =
                username.isBlank() ? inUrl.map(DatabaseCredentials::username).orElse("") : username;
        PasswordSource secret = password != null
                ? password
                : inUrl.map(DatabaseCredentials::password).orElseGet(() -> PasswordSource.fixed(""));
        return new DatabaseCredentials(user, secret);
    }

    private PoolConfig pool() {
        PoolConfig pool = new PoolConfig(maximumPoolSize, connectionTimeout, idleTimeout, maxLifetime, keepaliveTime)
                .withValidationTimeout(validationTimeout);
        return minimumIdle == null ? pool : pool.withMinIdle(minimumIdle);
    }

    private void requireSameDatabase(String database) {
        if (!catalog.isEmpty() && !catalog.equals(database)) {
            throw DataSourceProperties.invalid("catalog must be the database of jdbcUrl (" + database + "), but is "
                    + catalog + ": a connection to PostgreSQL cannot change to another database");
        }
    }
}

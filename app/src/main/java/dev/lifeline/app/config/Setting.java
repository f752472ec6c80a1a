package dev.lifeline.app.config;

import dev.lifeline.datasource.config.BatchConfig;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All settings, with their names and defaults. The names are public API: files and environments of users contain them.
 */
enum Setting {
    HTTP_HOST("http.host", "127.0.0.1"),
    HTTP_PORT("http.port", "3000"),
    HTTP_THREADS("http.threads", "200"),
    HTTP_ALLOWED_HOSTS("http.allowed-hosts", null),
    HTTP_TRUSTED_PROXIES("http.trusted-proxies", null),
    HTTP_MAX_BODY_BYTES("http.max-body-bytes", "65536"),
    HTTP_HEADER_TIMEOUT("http.header-timeout", "10s"),
    HTTP_BODY_TIMEOUT("http.body-timeout", "10s"),
    HTTP_ANSWER_TIMEOUT("http.answer-timeout", "60s"),
    HTTP_MIN_BYTES_PER_SECOND("http.min-bytes-per-second", "240"),
    HTTP_BODY_MEMORY_BYTES("http.body-memory-bytes", null),
    HTTP_ANSWER_MEMORY_BYTES("http.answer-memory-bytes", null),
    HTTP_MAX_CONNECTIONS("http.max-connections", null),
    HTTP_MAX_CONNECTIONS_PER_ADDRESS("http.max-connections-per-address", null),
    HTTP_MAX_REQUESTS("http.max-requests", null),
    TLS_CERTIFICATE_FILE("tls.certificate-file", null),
    TLS_KEY_FILE("tls.key-file", null),
    TLS_CLIENT_CA_FILE("tls.client-ca-file", null),
    TLS_CLIENT_CERTIFICATES("tls.client-certificates", null),
    WARM_UP_LIMIT("warm-up.limit", "2s"),
    SHUTDOWN_DELAY("shutdown.delay", "0s"),
    SHUTDOWN_GRACE("shutdown.grace", "20s"),
    DATABASE_URL("database.url", null),
    DATABASE_USERNAME("database.username", null),
    DATABASE_PASSWORD("database.password", null),
    DATABASE_PASSWORD_FILE("database.password-file", null),
    DATABASE_MIGRATE("database.migrate", "true"),
    DATABASE_SCHEMA("database.schema", null),
    POOL_MAX_SIZE("pool.max-size", "10"),
    POOL_ACQUIRE_TIMEOUT("pool.acquire-timeout", "30s"),
    POOL_IDLE_TIMEOUT("pool.idle-timeout", "5m"),
    POOL_MAX_LIFETIME("pool.max-lifetime", "30m"),
    POOL_KEEPALIVE("pool.keepalive", "30s"),
    RETRY_MAX_ATTEMPTS("retry.max-attempts", "3"),
    RETRY_INITIAL_DELAY("retry.initial-delay", "1s"),
    RETRY_MULTIPLIER("retry.multiplier", "2"),
    RETRY_MAX_DELAY("retry.max-delay", "30s"),
    RETRY_JITTER("retry.jitter", "0.2"),
    RETRY_BUDGET("retry.budget", "0.2"),
    GATE_HOLD("gate.hold", "15s"),
    GATE_MAX_WAITING("gate.max-waiting", "5000"),
    WATCH_ENABLED("watch.enabled", "true"),
    WATCH_QUIET_AFTER("watch.quiet-after", "500ms"),
    WATCH_PROBE_TIMEOUT("watch.probe-timeout", "1s"),
    WATCH_MISSES("watch.misses", "2"),
    BATCH_ENABLED("batch.enabled", "true"),
    BATCH_STATEMENTS("batch.statements", Integer.toString(BatchConfig.defaults().statements())),
    BATCH_MAX_SIZE("batch.max-size", "500"),
    OPERATION_DEADLINE("operation.deadline", "30s"),
    SEARCH_LIMIT("search.limit", "5s"),
    HEALTH_INTERVAL("health.interval", "30s"),
    HEALTH_READINESS_INCLUDES_DATABASE("health.readiness-includes-database", "false"),
    ALERTS_WEBHOOK_URL("alerts.webhook-url", null),
    ALERTS_ALERTMANAGER_URL("alerts.alertmanager-url", null),
    ALERTS_INSTANCE("alerts.instance", null),
    ALERTS_AFTER("alerts.after", "5s"),
    ALERTS_REMINDER("alerts.reminder", "30m"),
    ALERTS_TIMEOUT("alerts.timeout", "5s"),
    MONITORING_DATA_DIRECTORY("monitoring.data-directory", null),
    ADMIN_HOST("admin.host", null),
    ADMIN_PORT("admin.port", null),
    ADMIN_TOKEN("admin.token", null),
    ACCESS_READ_TOKEN_FILE("access.read-token-file", null),
    ACCESS_WRITE_TOKEN_FILE("access.write-token-file", null),
    ACCESS_DETAILS_TOKEN_FILE("access.details-token-file", null),
    ACCESS_ADMIN_TOKEN_FILE("access.admin-token-file", null),
    ACCESS_JWT_ISSUER("access.jwt-issuer", null),
    ACCESS_JWT_AUDIENCE("access.jwt-audience", null),
    ACCESS_JWT_KEYS("access.jwt-keys", null),
    ACCESS_JWT_ROLES_CLAIM("access.jwt-roles-claim", "roles"),
    ACCESS_JWT_ROLES("access.jwt-roles", "read=read, write=write, details=details, admin=admin"),
    ACCESS_JWT_CLOCK_SKEW("access.jwt-clock-skew", "30s"),
    ACCESS_OPEN("access.open", "false"),
    LOG_FORMAT("log.format", "plain"),
    LOG_LEVEL("log.level", "info"),
    EMBEDDED_DATA_DIRECTORY("embedded.data-directory", null),
    EMBEDDED_PORT("embedded.port", "0");

    /** Prefix of all names in files and system properties. */
    static final String PREFIX = "lifeline.";

    private final String shortName;
    private final @Nullable String defaultValue;

    Setting(String shortName, @Nullable String defaultValue) {
        this.shortName = shortName;
        this.defaultValue = defaultValue;
    }

    static Optional<Setting> named(String key) {
        return Arrays.stream(values())
                .filter(setting -> setting.key().equals(key))
                .findFirst();
    }

    /** Returns the name that the configuration records use in their messages. */
    String shortName() {
        return shortName;
    }

    /** Returns the name in files and system properties. */
    String key() {
        return PREFIX + shortName;
    }

    /** Returns the name in the environment. */
    String environmentVariable() {
        return key().toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    Optional<String> defaultValue() {
        return Optional.ofNullable(defaultValue);
    }
}

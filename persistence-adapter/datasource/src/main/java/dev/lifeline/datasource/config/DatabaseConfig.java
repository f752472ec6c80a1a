package dev.lifeline.datasource.config;

import static dev.lifeline.domain.settings.SettingChecks.text;
import static java.util.Objects.requireNonNull;

import dev.lifeline.domain.settings.SettingChecks;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * All settings of a database. Made with {@link #of}, changed with the {@code with} methods.
 *
 * @param url where the database is; without a database name, it gets that of the user
 * @param operationDeadline after which no further attempt of an operation begins, and how long the server may work on one
 *     statement before it is cancelled, and work on a replaced pool may go on: 1 s to 10 min, by default 30 s
 * @param migrate whether the schema is brought up to date as soon as the database can be reached, by default yes
 * @param schema in which Lifeline's own tables are, made by the migration if it is missing; empty for whatever schema the
 *     database gives new tables, which is the default. Lower-case letters, digits and underscores, at most 63
 */
public record DatabaseConfig(
        DatabaseUrl url,
        DatabaseCredentials credentials,
        PoolConfig pool,
        RetryConfig retry,
        GateConfig gate,
        WatchConfig watch,
        BatchConfig batch,
        ReplayConfig replay,
        Duration operationDeadline,
        boolean migrate,
        String schema) {

    private static final Pattern SCHEMA = Pattern.compile("([a-z_][a-z0-9_]{0,62})?");

    public DatabaseConfig {
        requireNonNull(url, "url");
        requireNonNull(credentials, "credentials");
        url = url.completedFor(credentials);
        requireNonNull(pool, "pool");
        requireNonNull(retry, "retry");
        requireNonNull(gate, "gate");
        requireNonNull(watch, "watch");
        requireNonNull(batch, "batch");
        requireNonNull(replay, "replay");
        requireNonNull(schema, "schema");
        new SettingChecks()
                .between("operation.deadline", operationDeadline, Duration.ofSeconds(1), Duration.ofMinutes(10))
                .require(
                        retry.initialDelay().compareTo(operationDeadline) < 0,
                        "retry.initial-delay must be shorter than operation.deadline (" + text(operationDeadline)
                                + "), but is " + text(retry.initialDelay()))
                .require(
                        SCHEMA.matcher(schema).matches(),
                        "database.schema must consist of lower-case letters, digits and underscores, 63 at most, but is "
                                + schema)
                .verify();
    }

    /** Everything at its default. */
    public static DatabaseConfig of(DatabaseUrl url, DatabaseCredentials credentials) {
        return new DatabaseConfig(
                url,
                credentials,
                PoolConfig.defaults(),
                RetryConfig.defaults(),
                GateConfig.defaults(),
                WatchConfig.defaults(),
                BatchConfig.defaults(),
                ReplayConfig.defaults(),
                Duration.ofSeconds(30),
                true,
                "");
    }

    /** The same with another pool. */
    public DatabaseConfig withPool(PoolConfig other) {
        return new DatabaseConfig(
                url, credentials, other, retry, gate, watch, batch, replay, operationDeadline, migrate, schema);
    }

    /** The same with other repetitions. */
    public DatabaseConfig withRetry(RetryConfig other) {
        return new DatabaseConfig(
                url, credentials, pool, other, gate, watch, batch, replay, operationDeadline, migrate, schema);
    }

    /** The same with another gate. */
    public DatabaseConfig withGate(GateConfig other) {
        return new DatabaseConfig(
                url, credentials, pool, retry, other, watch, batch, replay, operationDeadline, migrate, schema);
    }

    /** The same with another watch. */
    public DatabaseConfig withWatch(WatchConfig other) {
        return new DatabaseConfig(
                url, credentials, pool, retry, gate, other, batch, replay, operationDeadline, migrate, schema);
    }

    /** The same with other rules for look-ups that share statements. */
    public DatabaseConfig withBatch(BatchConfig other) {
        return new DatabaseConfig(
                url, credentials, pool, retry, gate, watch, other, replay, operationDeadline, migrate, schema);
    }

    /** Returns a copy with another replay of the data source's connections. */
    public DatabaseConfig withReplay(ReplayConfig other) {
        return new DatabaseConfig(
                url, credentials, pool, retry, gate, watch, batch, other, operationDeadline, migrate, schema);
    }

    /** The same with another deadline. */
    public DatabaseConfig withOperationDeadline(Duration other) {
        return new DatabaseConfig(url, credentials, pool, retry, gate, watch, batch, replay, other, migrate, schema);
    }

    /** The same with or without migrations. */
    public DatabaseConfig withMigrate(boolean other) {
        return new DatabaseConfig(
                url, credentials, pool, retry, gate, watch, batch, replay, operationDeadline, other, schema);
    }

    /** The same with its own tables in another schema. */
    public DatabaseConfig withSchema(String other) {
        return new DatabaseConfig(
                url,
                credentials,
                pool,
                retry,
                gate,
                watch,
                batch,
                replay,
                operationDeadline,
                migrate,
                requireNonNull(other, "schema"));
    }
}

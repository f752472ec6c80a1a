package dev.lifeline.datasource.config;

import static dev.lifeline.domain.settings.SettingChecks.text;
import static java.util.Objects.requireNonNull;

import dev.lifeline.domain.settings.SettingChecks;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * All settings of a database. Created with {@link #of}, changed with the {@code with} methods. Immutable.
 *
 * <p>Settings that contradict each other are refused, by the constructor and by the {@code with} methods, with an
 * {@link dev.lifeline.domain.settings.InvalidSettingsException} that names both: {@code retry.initial-delay} and {@code
 * watch.quiet-after} must be shorter than {@code operation.deadline}, and {@code watch.probe-timeout} must not be
 * longer. {@code gate.hold}, {@code pool.acquire-timeout} and {@code retry.max-delay} may be longer than the deadline:
 * they are upper bounds, and an operation ends at the earlier of the two.
 *
 * @param url address of the database; if it has no database name, the name of the user is used
 * @param operationDeadline time after which no further attempt of an operation starts. It also limits the time for one
 *     statement, which is then cancelled, and the time for work on a replaced pool: 1 s to 10 min, by default 30 s
 * @param migrate whether to migrate the schema as soon as the database is reachable, by default yes
 * @param schema schema of Lifeline's tables, which the migration creates if it is missing; empty for the default schema
 *     of the connection, which is the default. Lower-case letters, digits and underscores, at most 63
 */
public record DatabaseConfig(
        DatabaseUrl url,
        DatabaseCredentials credentials,
        PoolConfig pool,
        SessionConfig session,
        PoolReports reports,
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
        requireNonNull(session, "session");
        requireNonNull(reports, "reports");
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
                        !watch.enabled() || watch.quietAfter().compareTo(operationDeadline) < 0,
                        "watch.quiet-after must be shorter than operation.deadline (" + text(operationDeadline)
                                + ") unless watch.enabled is false, but is " + text(watch.quietAfter()))
                .require(
                        watch.probeTimeout().compareTo(operationDeadline) <= 0,
                        "watch.probe-timeout must not be longer than operation.deadline (" + text(operationDeadline)
                                + "), but is " + text(watch.probeTimeout()))
                .require(
                        SCHEMA.matcher(schema).matches(),
                        "database.schema must consist of lower-case letters, digits and underscores, 63 at most, "
                                + "but is "
                                + schema)
                .verify();
    }

    /** Creates a configuration with default sessions and without reports on the pool. */
    public DatabaseConfig(
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
        this(
                url,
                credentials,
                pool,
                SessionConfig.defaults(),
                PoolReports.defaults(),
                retry,
                gate,
                watch,
                batch,
                replay,
                operationDeadline,
                migrate,
                schema);
    }

    /** Returns a configuration with default settings. */
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

    /** Returns a copy with another pool configuration. */
    public DatabaseConfig withPool(PoolConfig other) {
        return with(draft -> draft.pool = other);
    }

    /** Returns a copy with other defaults for callers' sessions. */
    public DatabaseConfig withSession(SessionConfig other) {
        return with(draft -> draft.session = other);
    }

    /** Returns a copy with other reports on the pool. */
    public DatabaseConfig withReports(PoolReports other) {
        return with(draft -> draft.reports = other);
    }

    /** Returns a copy with another retry configuration. */
    public DatabaseConfig withRetry(RetryConfig other) {
        return with(draft -> draft.retry = other);
    }

    /** Returns a copy with another gate configuration. */
    public DatabaseConfig withGate(GateConfig other) {
        return with(draft -> draft.gate = other);
    }

    /** Returns a copy with another watch configuration. */
    public DatabaseConfig withWatch(WatchConfig other) {
        return with(draft -> draft.watch = other);
    }

    /** Returns a copy with another batch configuration. */
    public DatabaseConfig withBatch(BatchConfig other) {
        return with(draft -> draft.batch = other);
    }

    /** Returns a copy with another replay configuration. */
    public DatabaseConfig withReplay(ReplayConfig other) {
        return with(draft -> draft.replay = other);
    }

    /**
     * Returns a copy with another operation deadline.
     *
     * @throws dev.lifeline.domain.settings.InvalidSettingsException if it is out of bounds
     */
    public DatabaseConfig withOperationDeadline(Duration other) {
        return with(draft -> draft.operationDeadline = other);
    }

    /** Returns a copy with migrations enabled or disabled. */
    public DatabaseConfig withMigrate(boolean other) {
        return with(draft -> draft.migrate = other);
    }

    /**
     * Returns a copy with another schema for Lifeline's tables.
     *
     * @throws dev.lifeline.domain.settings.InvalidSettingsException if the name is invalid
     */
    public DatabaseConfig withSchema(String other) {
        return with(draft -> draft.schema = other);
    }

    private DatabaseConfig with(Consumer<DatabaseConfigDraft> change) {
        DatabaseConfigDraft draft = new DatabaseConfigDraft(this);
        change.accept(draft);
        return draft.toConfig();
    }
}

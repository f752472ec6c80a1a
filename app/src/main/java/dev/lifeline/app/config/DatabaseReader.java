package dev.lifeline.app.config;

import static dev.lifeline.app.config.Setting.DATABASE_PASSWORD;
import static dev.lifeline.app.config.Setting.DATABASE_PASSWORD_FILE;
import static dev.lifeline.app.config.Setting.DATABASE_URL;
import static dev.lifeline.app.config.Setting.DATABASE_USERNAME;

import dev.lifeline.datasource.config.BatchConfig;
import dev.lifeline.datasource.config.DatabaseCredentials;
import dev.lifeline.datasource.config.DatabaseUrl;
import dev.lifeline.datasource.config.GateConfig;
import dev.lifeline.datasource.config.PasswordSource;
import dev.lifeline.datasource.config.PoolConfig;
import dev.lifeline.datasource.config.RetryConfig;
import dev.lifeline.datasource.config.WatchConfig;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the settings of the database. */
final class DatabaseReader {
    private static final DatabaseSettings FALLBACK = DatabaseSettings.defaults();

    private final Sources sources;
    private final Values values;
    private final Problems problems;

    DatabaseReader(Sources sources, Values values, Problems problems) {
        this.sources = sources;
        this.values = values;
        this.problems = problems;
    }

    DatabaseSettings read() {
        Optional<DatabaseUrl> url = url();
        DatabaseCredentials credentials = sources.isSet(DATABASE_URL) ? credentials(url) : withoutUrl();
        var pool = attempt(this::pool, FALLBACK.pool());
        var retry = attempt(this::retry, FALLBACK.retry());
        var gate = attempt(this::gate, FALLBACK.gate());
        var watch = attempt(this::watch, FALLBACK.watch());
        var batch = attempt(this::batch, FALLBACK.batch());
        var deadline = values.duration(Setting.OPERATION_DEADLINE);
        var search = values.duration(Setting.SEARCH_LIMIT);
        var migrate = values.flag(Setting.DATABASE_MIGRATE);
        var schema = sources.value(Setting.DATABASE_SCHEMA).orElse("");
        return attempt(
                () -> new DatabaseSettings(
                        url.orElse(null),
                        credentials,
                        pool,
                        retry,
                        gate,
                        watch,
                        batch,
                        deadline,
                        search,
                        migrate,
                        schema),
                FALLBACK);
    }

    private Optional<DatabaseUrl> url() {
        return sources.value(DATABASE_URL)
                .flatMap(text -> attempt(() -> Optional.of(DatabaseUrl.parse(text)), Optional.empty()));
    }

    private PoolConfig pool() {
        return new PoolConfig(
                values.number(Setting.POOL_MAX_SIZE),
                values.duration(Setting.POOL_ACQUIRE_TIMEOUT),
                values.duration(Setting.POOL_IDLE_TIMEOUT),
                values.duration(Setting.POOL_MAX_LIFETIME),
                values.duration(Setting.POOL_KEEPALIVE));
    }

    private RetryConfig retry() {
        return new RetryConfig(
                values.number(Setting.RETRY_MAX_ATTEMPTS),
                values.duration(Setting.RETRY_INITIAL_DELAY),
                values.decimal(Setting.RETRY_MULTIPLIER),
                values.duration(Setting.RETRY_MAX_DELAY),
                values.decimal(Setting.RETRY_JITTER),
                values.decimal(Setting.RETRY_BUDGET));
    }

    private GateConfig gate() {
        return new GateConfig(values.duration(Setting.GATE_HOLD), values.number(Setting.GATE_MAX_WAITING));
    }

    private WatchConfig watch() {
        return new WatchConfig(
                values.flag(Setting.WATCH_ENABLED),
                values.duration(Setting.WATCH_QUIET_AFTER),
                values.duration(Setting.WATCH_PROBE_TIMEOUT),
                values.number(Setting.WATCH_MISSES));
    }

    private BatchConfig batch() {
        return new BatchConfig(
                values.flag(Setting.BATCH_ENABLED),
                values.number(Setting.BATCH_STATEMENTS),
                values.number(Setting.BATCH_MAX_SIZE));
    }

    /** Returns the credentials of the settings, or else of the URL. */
    private @Nullable DatabaseCredentials credentials(Optional<DatabaseUrl> url) {
        Optional<DatabaseCredentials> inUrl = url.flatMap(DatabaseUrl::credentials);
        Optional<String> username = sources.value(DATABASE_USERNAME).or(() -> inUrl.map(DatabaseCredentials::username));
        PasswordSource password =
                password().or(() -> inUrl.map(DatabaseCredentials::password)).orElseGet(() -> PasswordSource.fixed(""));
        if (username.isEmpty() && url.isPresent()) {
            problems.add(sources.located("database.username must be set, for database.url names no user"));
        }
        return username.map(name -> new DatabaseCredentials(name, password)).orElse(null);
    }

    private @Nullable DatabaseCredentials withoutUrl() {
        for (Setting setting : List.of(DATABASE_USERNAME, DATABASE_PASSWORD, DATABASE_PASSWORD_FILE)) {
            if (sources.isSet(setting)) {
                problems.add(sources.located(setting.shortName() + " is set, but database.url is not"));
            }
        }
        return null;
    }

    private Optional<PasswordSource> password() {
        Optional<PasswordSource> file = values.path(DATABASE_PASSWORD_FILE).map(this::passwordFile);
        if (file.isPresent() && sources.isSet(DATABASE_PASSWORD)) {
            problems.add(sources.located("database.password and database.password-file must not be set both"));
        }
        return file.or(() -> sources.value(DATABASE_PASSWORD).map(PasswordSource::fixed));
    }

    private PasswordSource passwordFile(Path path) {
        PasswordSource file = PasswordSource.file(path);
        try {
            file.read();
        } catch (UncheckedIOException e) {
            problems.add(sources.located("database.password-file must be a readable file, but is '" + path + "'"));
        }
        return file;
    }

    private <T> T attempt(Supplier<T> group, T fallback) {
        return problems.attempt(group, fallback, sources::located);
    }
}

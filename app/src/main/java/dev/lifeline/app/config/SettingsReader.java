package dev.lifeline.app.config;

import dev.lifeline.app.access.AccessConfig;
import dev.lifeline.app.access.Role;
import dev.lifeline.app.embedded.EmbeddedConfig;
import dev.lifeline.app.http.AdminListenerConfig;
import dev.lifeline.app.http.HttpConfig;
import dev.lifeline.app.http.ListenerConfig;
import dev.lifeline.app.http.limit.ClientLimits;
import dev.lifeline.app.logging.LogConfig;
import dev.lifeline.app.logging.LogFormat;
import dev.lifeline.app.logging.LogLevel;
import dev.lifeline.app.warmup.WarmUpConfig;
import dev.lifeline.monitoring.AlertConfig;
import dev.lifeline.monitoring.MonitoringConfig;
import dev.lifeline.rest.RestConfig;
import dev.lifeline.rest.access.AdminRule;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads all settings and reports all problems at once. Sources by increasing precedence: defaults, file, environment,
 * system properties, command line.
 */
public final class SettingsReader {
    private final Surroundings surroundings;

    SettingsReader(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Returns a reader of this process's environment. */
    public static SettingsReader ofThisProcess() {
        return new SettingsReader(Surroundings.ofThisProcess());
    }

    /**
     * Reads the settings.
     *
     * @throws InvalidConfigurationException if there are problems
     */
    public AppConfig read(CommandLineSettings commandLine) {
        var problems = new Problems();
        SettingsFile file = SettingsFile.read(commandLine.file(), surroundings.workingDirectory(), problems);
        var unknown = new UnknownNames(problems);
        unknown.inFile(file);
        List<String> others = unknown.inEnvironment(surroundings.environment());
        unknown.inSystemProperties(surroundings.systemProperties());
        requireReadable(surroundings.environment(), problems);
        var reading = new Reading(new Sources(file, surroundings, commandLine), problems);
        Path path = surroundings.workingDirectory().resolve(file.name());
        AppConfig config = reading.config(others, ExposedSecrets.found(reading.sources(), reading.values(), path));
        problems.verify();
        return config;
    }

    private static void requireReadable(Map<String, String> environment, Problems problems) {
        new TreeMap<>(environment).forEach((name, value) -> {
            boolean isOurs = name.startsWith("LIFELINE_") || name.equals("DATABASE_URL");
            if (isOurs && EnvironmentText.isDamaged(value)) {
                problems.add("environment variable " + name + " has characters that cannot be read in this locale:"
                        + " set LC_ALL=C.UTF-8");
            }
        });
    }

    /** Returns the defaults, independent of the environment. */
    public static AppConfig defaults(CommandLineSettings commandLine) {
        var problems = new Problems();
        AppConfig config = new Reading(new Sources(SettingsFile.none(), Surroundings.none(), commandLine), problems)
                .config(List.of(), List.of());
        problems.verify();
        return config;
    }

    /** State of one reading. */
    private record Reading(Sources sources, Values values, Problems problems) {

        Reading(Sources sources, Problems problems) {
            this(sources, new Values(sources, problems), problems);
        }

        AppConfig config(List<String> ignoredVariables, List<String> exposedSecrets) {
            var http = attempt(this::http, HttpConfig.defaults());
            var database = new DatabaseReader(sources, values, problems).read();
            requireAddress("http.host", http.host());
            Optional.ofNullable(http.admin()).ifPresent(admin -> requireAddress("admin.host", admin.host()));
            requireDatabaseUnlessOnLoopback(http);
            var rest = attempt(() -> rest(http, database), RestConfig.defaults());
            var alerts = attempt(() -> new AlertReader(sources, values).read(http), AlertConfig.none());
            var monitoring = attempt(() -> monitoring(alerts), MonitoringConfig.defaults());
            var embedded = attempt(this::embedded, EmbeddedConfig.defaults());
            var warmUp =
                    attempt(() -> new WarmUpConfig(values.duration(Setting.WARM_UP_LIMIT)), WarmUpConfig.defaults());
            var shutdown = attempt(this::shutdown, ShutdownConfig.defaults());
            return new AppConfig(
                    http,
                    rest,
                    database,
                    monitoring,
                    log(),
                    embedded,
                    warmUp,
                    shutdown,
                    ignoredVariables,
                    exposedSecrets);
        }

        private HttpConfig http() {
            return new HttpConfig(
                    listeners(),
                    values.number(Setting.HTTP_THREADS),
                    clients(),
                    attempt(() -> new AccessReader(sources, values).read(), AccessConfig.defaults()),
                    new ResourceReader(values).read());
        }

        private ListenerConfig listeners() {
            return new ListenerConfig(
                    values.text(Setting.HTTP_HOST),
                    values.number(Setting.HTTP_PORT),
                    admin(),
                    new TlsReader(sources, values).read());
        }

        private @Nullable AdminListenerConfig admin() {
            if (!sources.isSet(Setting.ADMIN_PORT)) {
                return null;
            }
            return new AdminListenerConfig(
                    sources.value(Setting.ADMIN_HOST).orElseGet(() -> values.text(Setting.HTTP_HOST)),
                    values.number(Setting.ADMIN_PORT));
        }

        private ClientLimits clients() {
            return new ClientLimits(
                    values.duration(Setting.HTTP_HEADER_TIMEOUT),
                    values.duration(Setting.HTTP_BODY_TIMEOUT),
                    values.duration(Setting.HTTP_ANSWER_TIMEOUT),
                    values.number(Setting.HTTP_MIN_BYTES_PER_SECOND));
        }

        private ShutdownConfig shutdown() {
            return new ShutdownConfig(values.duration(Setting.SHUTDOWN_DELAY), values.duration(Setting.SHUTDOWN_GRACE));
        }

        private RestConfig rest(HttpConfig http, DatabaseSettings database) {
            return new RestConfig(
                    http.access().roles().contains(Role.ADMIN) ? AdminRule.SERVER_BY_TOKEN : AdminRule.SERVER,
                    values.flag(Setting.HEALTH_READINESS_INCLUDES_DATABASE),
                    values.number(Setting.HTTP_MAX_BODY_BYTES),
                    database.kind(sources.isSet(Setting.EMBEDDED_DATA_DIRECTORY)));
        }

        private MonitoringConfig monitoring(AlertConfig alerts) {
            return new MonitoringConfig(
                    values.duration(Setting.HEALTH_INTERVAL),
                    values.path(Setting.MONITORING_DATA_DIRECTORY).orElse(null),
                    alerts);
        }

        private EmbeddedConfig embedded() {
            return new EmbeddedConfig(
                    values.path(Setting.EMBEDDED_DATA_DIRECTORY).orElse(null), values.number(Setting.EMBEDDED_PORT));
        }

        private LogConfig log() {
            return new LogConfig(
                    values.choice(Setting.LOG_FORMAT, LogFormat.class),
                    values.choice(Setting.LOG_LEVEL, LogLevel.class));
        }

        /**
         * Requires a configured database unless the service listens on loopback: otherwise clients would lose their
         * data if, for example, a secret was not mounted.
         */
        private void requireDatabaseUnlessOnLoopback(HttpConfig http) {
            if (!sources.isSet(Setting.DATABASE_URL) && isElsewhere(http.host())) {
                problems.add(sources.located("database.url (or DATABASE_URL) is missing or blank, and http.host"
                        + " is not a loopback address: the embedded PostgreSQL is for trying "
                        + "Lifeline out on one machine"));
            }
        }

        private static boolean isElsewhere(String host) {
            try {
                return !InetAddress.getByName(host).isLoopbackAddress();
            } catch (UnknownHostException e) {
                return false; // reported as a separate problem
            }
        }

        private void requireAddress(String setting, String host) {
            try {
                var unused = InetAddress.getByName(host);
            } catch (UnknownHostException e) {
                problems.add(sources.located(
                        setting + " must be an address, or a name that has one, but is '" + host + "'"));
            }
        }

        private <T> T attempt(Supplier<T> group, T fallback) {
            return problems.attempt(group, fallback, sources::located);
        }
    }
}

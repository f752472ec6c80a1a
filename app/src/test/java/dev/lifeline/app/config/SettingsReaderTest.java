package dev.lifeline.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lifeline.app.access.AccessConfig;
import dev.lifeline.app.access.Role;
import dev.lifeline.app.access.Token;
import dev.lifeline.app.access.TokenSource;
import dev.lifeline.app.embedded.EmbeddedConfig;
import dev.lifeline.app.http.HttpConfig;
import dev.lifeline.app.http.limit.ResourceLimits;
import dev.lifeline.app.logging.LogConfig;
import dev.lifeline.app.logging.LogFormat;
import dev.lifeline.app.logging.LogLevel;
import dev.lifeline.app.warmup.WarmUpConfig;
import dev.lifeline.datasource.config.BatchConfig;
import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.DatabaseCredentials;
import dev.lifeline.datasource.config.DatabaseUrl;
import dev.lifeline.datasource.config.GateConfig;
import dev.lifeline.datasource.config.PoolConfig;
import dev.lifeline.datasource.config.RetryConfig;
import dev.lifeline.datasource.config.WatchConfig;
import dev.lifeline.domain.status.DatabaseKind;
import dev.lifeline.monitoring.AlertConfig;
import dev.lifeline.monitoring.MonitoringConfig;
import dev.lifeline.rest.RestConfig;
import dev.lifeline.rest.access.AdminRule;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {
    private static final String URL = "jdbc:postgresql://db.example.org:5433/app";

    @TempDir
    Path directory;

    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> properties = new HashMap<>();

    @Test
    void defaults_are_those_of_the_parts() {
        AppConfig config = read();

        assertThat(config.http()).isEqualTo(HttpConfig.defaults()).isEqualTo(new HttpConfig("127.0.0.1", 3000, 200));
        assertThat(config.rest())
                .isEqualTo(new RestConfig(AdminRule.SERVER, false, 65_536, DatabaseKind.EMBEDDED_TEMPORARY));
        assertThat(config.database()).isEqualTo(DatabaseSettings.defaults());
        assertThat(config.database().configured()).isEmpty();
        assertThat(config.database().pool())
                .isEqualTo(new PoolConfig(
                        10,
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(30),
                        Duration.ofSeconds(30)));
        assertThat(config.database().retry())
                .isEqualTo(new RetryConfig(3, Duration.ofSeconds(1), 2, Duration.ofSeconds(30), 0.2, 0.2));
        assertThat(config.database().gate()).isEqualTo(new GateConfig(Duration.ofSeconds(15), 5_000));
        assertThat(config.database().watch())
                .isEqualTo(new WatchConfig(true, Duration.ofMillis(500), Duration.ofSeconds(1), 2));
        assertThat(config.database().operationDeadline()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.database().migrate()).isTrue();
        assertThat(config.database().schema()).isEmpty();
        assertThat(config.monitoring())
                .isEqualTo(MonitoringConfig.defaults())
                .isEqualTo(new MonitoringConfig(Duration.ofSeconds(30), null, AlertConfig.none()));
        assertThat(config.log())
                .isEqualTo(LogConfig.defaults())
                .isEqualTo(new LogConfig(LogFormat.PLAIN, LogLevel.INFO));
        assertThat(config.embedded()).isEqualTo(EmbeddedConfig.defaults()).isEqualTo(new EmbeddedConfig(null, 0));
        assertThat(config.warmUp())
                .isEqualTo(WarmUpConfig.defaults())
                .isEqualTo(new WarmUpConfig(Duration.ofSeconds(2)));
        assertThat(config.shutdown())
                .isEqualTo(ShutdownConfig.defaults())
                .isEqualTo(new ShutdownConfig(Duration.ZERO, Duration.ofSeconds(20)));
    }

    @Test
    void rehearsal_heeds_nothing_that_surrounds_it() {
        AppConfig config = SettingsReader.defaults(new CommandLineSettings(null, "0"));

        assertThat(config.http().port()).isZero();
        assertThat(config.database()).isEqualTo(DatabaseSettings.defaults());
    }

    @Test
    void every_setting_reaches_its_place() throws Exception {
        Path password = Files.writeString(directory.resolve("password"), "from the file\n");
        file(
                """
                lifeline.http.host=0.0.0.0
                lifeline.http.port=8080
                lifeline.http.threads=50
                lifeline.http.max-body-bytes=2048
                lifeline.http.body-memory-bytes=200000
                lifeline.http.answer-memory-bytes=2000000
                lifeline.http.max-connections=300
                lifeline.http.max-connections-per-address=40
                lifeline.http.max-requests=50
                lifeline.warm-up.limit=0s
                lifeline.shutdown.delay=7s
                lifeline.shutdown.grace=5s
                lifeline.database.url=%s?sslmode=require
                lifeline.database.username=app
                lifeline.database.password-file=%s
                lifeline.database.migrate=false
                lifeline.database.schema=own_place
                lifeline.pool.max-size=20
                lifeline.pool.acquire-timeout=500ms
                lifeline.pool.idle-timeout=1m
                lifeline.pool.max-lifetime=2h
                lifeline.pool.keepalive=PT45S
                lifeline.retry.max-attempts=5
                lifeline.retry.initial-delay=100ms
                lifeline.retry.multiplier=1.5
                lifeline.retry.max-delay=10s
                lifeline.retry.jitter=0.5
                lifeline.retry.budget=0.1
                lifeline.gate.hold=3s
                lifeline.gate.max-waiting=100
                lifeline.watch.probe-timeout=700ms
                lifeline.watch.enabled=false
                lifeline.watch.quiet-after=400ms
                lifeline.watch.misses=4
                lifeline.batch.enabled=false
                lifeline.batch.statements=5
                lifeline.batch.max-size=50
                lifeline.operation.deadline=20s
                lifeline.health.interval=10s
                lifeline.health.readiness-includes-database=true
                lifeline.alerts.webhook-url=https://hooks.example.org/services/T0/B0/secret
                lifeline.alerts.alertmanager-url=http://alerts.example.org:9093
                lifeline.alerts.instance=checkout-1
                lifeline.alerts.after=0s
                lifeline.alerts.reminder=10m
                lifeline.alerts.timeout=2s
                lifeline.monitoring.data-directory=%s
                lifeline.admin.token=let-me-in-let-me-in-let-me-in-let-me-in
                lifeline.log.format=json
                lifeline.log.level=debug
                lifeline.embedded.data-directory=/var/lib/lifeline
                lifeline.embedded.port=5499
                """
                        .formatted(URL, password, directory));

        AppConfig config = read();

        assertThat(config.http())
                .isEqualTo(new HttpConfig("0.0.0.0", 8080, 50)
                        .withResources(new ResourceLimits(2048, 200_000, 2_000_000, 300, 40, 50))
                        .withAccess(new AccessConfig(
                                List.of(),
                                List.of(),
                                Map.of(
                                        Role.ADMIN,
                                        new TokenSource(
                                                Token.of("admin.token", "let-me-in-let-me-in-let-me-in-let-me-in"),
                                                null)),
                                null,
                                false)));
        assertThat(config.rest())
                .isEqualTo(new RestConfig(AdminRule.SERVER_BY_TOKEN, true, 2048, DatabaseKind.CONFIGURED));
        assertThat(config.monitoring())
                .isEqualTo(new MonitoringConfig(
                        Duration.ofSeconds(10),
                        directory,
                        new AlertConfig(
                                "https://hooks.example.org/services/T0/B0/secret",
                                "http://alerts.example.org:9093",
                                "checkout-1",
                                Duration.ZERO,
                                Duration.ofMinutes(10),
                                Duration.ofSeconds(2))));
        assertThat(config.log()).isEqualTo(new LogConfig(LogFormat.JSON, LogLevel.DEBUG));
        assertThat(config.embedded()).isEqualTo(new EmbeddedConfig(Path.of("/var/lib/lifeline"), 5499));
        assertThat(config.warmUp()).isEqualTo(new WarmUpConfig(Duration.ZERO));
        assertThat(config.shutdown()).isEqualTo(new ShutdownConfig(Duration.ofSeconds(7), Duration.ofSeconds(5)));
        DatabaseConfig database = config.database().configured().orElseThrow();
        assertThat(database.url()).isEqualTo(DatabaseUrl.parse(URL + "?sslmode=require"));
        assertThat(database.credentials().username()).isEqualTo("app");
        assertThat(database.credentials().password().read()).isEqualTo("from the file");
        assertThat(database.migrate()).isFalse();
        assertThat(database.schema()).isEqualTo("own_place");
        assertThat(database.batch()).isEqualTo(new BatchConfig(false, 5, 50));
        assertThat(database.pool())
                .isEqualTo(new PoolConfig(
                        20,
                        Duration.ofMillis(500),
                        Duration.ofMinutes(1),
                        Duration.ofHours(2),
                        Duration.ofSeconds(45)));
        assertThat(database.retry())
                .isEqualTo(new RetryConfig(5, Duration.ofMillis(100), 1.5, Duration.ofSeconds(10), 0.5, 0.1));
        assertThat(database.gate()).isEqualTo(new GateConfig(Duration.ofSeconds(3), 100));
        assertThat(database.watch())
                .isEqualTo(new WatchConfig(false, Duration.ofMillis(400), Duration.ofMillis(700), 4));
        assertThat(database.operationDeadline()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void every_setting_is_known_in_the_environment_too() {
        Arrays.stream(Setting.values())
                .filter(setting -> setting.defaultValue().isPresent())
                .forEach(setting -> environment.put(
                        setting.environmentVariable(), setting.defaultValue().orElseThrow()));

        assertThat(environment).containsKeys("LIFELINE_POOL_MAX_SIZE", "LIFELINE_HEALTH_READINESS_INCLUDES_DATABASE");
        assertThat(read())
                .isEqualTo(new SettingsReader(new Surroundings(Map.of(), Map.of(), directory))
                        .read(CommandLineSettings.none()));
    }

    @Test
    void stronger_source_wins() throws Exception {
        file("lifeline.http.port=1");
        assertThat(read().http().port()).isEqualTo(1);

        environment.put("LIFELINE_HTTP_PORT", "2");
        assertThat(read().http().port()).isEqualTo(2);

        properties.put("lifeline.http.port", "3");
        assertThat(read().http().port()).isEqualTo(3);

        assertThat(read(new CommandLineSettings(null, "4")).http().port()).isEqualTo(4);
    }

    @Test
    void file_of_the_command_line_takes_the_place_of_the_one_in_the_working_directory() throws Exception {
        file("lifeline.http.port=1\nlifeline.http.threads=7");
        Files.writeString(directory.resolve("other.properties"), "lifeline.http.port=2");

        AppConfig config = read(new CommandLineSettings(Path.of("other.properties"), null));

        assertThat(config.http()).isEqualTo(new HttpConfig("127.0.0.1", 2, 200));
    }

    @Test
    void blank_value_counts_as_absent() throws Exception {
        file("lifeline.http.port=1\nlifeline.http.threads=");
        environment.put("LIFELINE_HTTP_PORT", " ");
        environment.put("DATABASE_URL", "");
        properties.put("lifeline.http.port", "");

        assertThat(read().http()).isEqualTo(new HttpConfig("127.0.0.1", 1, 200));
    }

    @Test
    void url_of_the_platform_is_weaker_than_ours_and_stronger_than_the_file() throws Exception {
        file("lifeline.database.url=postgresql://app@file/app");
        environment.put("DATABASE_URL", "postgresql://app@platform/app");
        assertThat(read().database().url()).hasToString("jdbc:postgresql://platform:5432/app");

        environment.put("LIFELINE_DATABASE_URL", "postgresql://app@ours/app");
        assertThat(read().database().url()).hasToString("jdbc:postgresql://ours:5432/app");
    }

    @Test
    void credentials_of_the_url_are_taken_unless_settings_say_otherwise() {
        environment.put("DATABASE_URL", "postgresql://ann:one@db/app");
        assertThat(credentials().username()).isEqualTo("ann");
        assertThat(credentials().password().read()).isEqualTo("one");

        environment.put("LIFELINE_DATABASE_PASSWORD", " t${w}o ");
        assertThat(credentials().username()).isEqualTo("ann");
        assertThat(credentials().password().read()).isEqualTo(" t${w}o ");

        environment.put("LIFELINE_DATABASE_USERNAME", "bob");
        assertThat(credentials().username()).isEqualTo("bob");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            http.host           | no.invalid | must be an address, or a name that has one, but is 'no.invalid'
            http.port           | many   | must be a whole number, but is 'many'
            http.port           | 70000  | must be from 0 to 65535, but is 70000
            http.threads        | 0      | must be from 1 to 10000, but is 0
            http.max-body-bytes | 1      | must be from 1024 to 16777216, but is 1
            shutdown.delay      | 6m     | must be from 0s to 5m, but is 6m
            shutdown.grace      | soon   | must be a duration such as 500ms, 30s, 5m or 2h, but is 'soon'
            shutdown.grace      | 6m     | must be from 0s to 5m, but is 6m
            shutdown.grace      | -1s    | must be a duration such as 500ms, 30s, 5m or 2h, but is '-1s'
            database.migrate    | maybe  | must be true or false, but is 'maybe'
            database.schema | My"s | must consist of lower-case letters, digits and underscores, 63 at most, but is My"s
            pool.max-size       | 1.5    | must be a whole number, but is '1.5'
            pool.max-size       | 0      | must be from 1 to 1000, but is 0
            pool.max-size       | 99999999999 | must be a whole number, but is '99999999999'
            retry.multiplier    | twice  | must be a number, but is 'twice'
            retry.multiplier    | NaN    | must be a number, but is 'NaN'
            retry.jitter        | 2      | must be from 0.0 to 1.0, but is 2.0
            retry.budget        | 2      | must be from 0.0 to 1.0, but is 2.0
            gate.hold           | 1h     | must be from 0s to 5m, but is 1h
            batch.statements    | 0      | must be from 1 to 1000, but is 0
            batch.max-size      | 1      | must be from 2 to 10000, but is 1
            gate.max-waiting    | 0      | must be from 1 to 1000000, but is 0
            watch.misses        | 0      | must be from 1 to 10, but is 0
            watch.quiet-after   | 1ms    | must be from 100ms to 1m, but is 1ms
            operation.deadline  | 1h     | must be from 1s to 10m, but is 1h
            search.limit        | 6m     | must be from 1s to 5m, but is 6m
            health.interval     | 0s     | must be from 1s to 1h, but is 0s
            log.format          | xml    | must be one of plain, json, but is 'xml'
            log.level           | loud   | must be one of trace, debug, info, warn, error, but is 'loud'
            embedded.port       | -1     | must be from 0 to 65535, but is -1
            """)
    void unusable_value_is_told_with_its_bound_and_its_origin(String setting, String value, String problem)
            throws Exception {
        file("lifeline." + setting + "=" + value);

        assertThat(problems()).containsExactly("lifeline." + setting + " " + problem + " (lifeline.properties)");
    }

    @Test
    void origin_is_named_for_every_source() throws Exception {
        file("lifeline.http.threads=0");
        environment.put("LIFELINE_POOL_MAX_SIZE", "0");
        environment.put("DATABASE_URL", "nonsense");
        properties.put("lifeline.watch.misses", "0");

        assertThat(problems(new CommandLineSettings(null, "x")))
                .hasSize(5)
                .anyMatch(problem -> problem.endsWith("(lifeline.properties)"))
                .anyMatch(problem -> problem.endsWith("(environment variable LIFELINE_POOL_MAX_SIZE)"))
                .anyMatch(problem -> problem.endsWith("(environment variable DATABASE_URL)"))
                .anyMatch(problem -> problem.endsWith("(system property lifeline.watch.misses)"))
                .anyMatch(problem -> problem.endsWith("(command line)"));
    }

    @Test
    void contradiction_of_two_groups_names_both_settings_and_their_origins() throws Exception {
        file("lifeline.watch.quiet-after=20s");
        environment.put("LIFELINE_OPERATION_DEADLINE", "10s");

        assertThat(problems())
                .containsExactly("lifeline.watch.quiet-after must be shorter than lifeline.operation.deadline (10s)"
                        + " unless lifeline.watch.enabled is false, but is 20s"
                        + " (lifeline.properties, environment variable LIFELINE_OPERATION_DEADLINE)");
    }

    @Test
    void settings_are_checked_against_one_another() {
        environment.put("LIFELINE_POOL_IDLE_TIMEOUT", "40m");

        assertThat(problems())
                .containsExactly("lifeline.pool.idle-timeout must be shorter than lifeline.pool.max-lifetime (30m),"
                        + " but is 40m (environment variable LIFELINE_POOL_IDLE_TIMEOUT)");
    }

    @Test
    void origin_is_named_once_for_several_settings_of_one_source() throws Exception {
        file("lifeline.pool.idle-timeout=40m\nlifeline.pool.max-lifetime=31m");

        assertThat(problems())
                .singleElement()
                .asString()
                .endsWith("lifeline.pool.max-lifetime (31m), but is 40m (lifeline.properties)");
    }

    @Test
    void names_of_settings_in_a_value_are_left_alone() throws Exception {
        file("lifeline.log.level=log.format");
        environment.put("LIFELINE_LOG_FORMAT", "json");

        assertThat(problems())
                .containsExactly(
                        "lifeline.log.level must be one of trace, debug, info, warn, error, but is 'log.format'"
                                + " (lifeline.properties)");
    }

    @Test
    void byte_order_mark_before_the_first_name_is_skipped() throws Exception {
        file("\uFEFFlifeline.http.port=1");

        assertThat(read().http().port()).isEqualTo(1);
    }

    @Test
    void empty_file_sets_nothing() throws Exception {
        file("");

        assertThat(read().http()).isEqualTo(HttpConfig.defaults());
    }

    @Test
    void name_without_its_prefix_is_told_even_if_it_is_misspelt() throws Exception {
        file("pool.maxsize=1\nserver.port=2\nspring.datasource.url=x");

        assertThat(problems())
                .containsExactly("setting pool.maxsize lacks its prefix: did you mean lifeline.pool.max-size?"
                        + " (lifeline.properties)");
    }

    @Test
    void misspelt_name_in_the_file_is_told_with_what_was_meant() throws Exception {
        file("lifeline.pool.maxsize=3\nlifeline.flux-capacitor.power=1.21\nother.key=1\npool.max-size=3");

        assertThat(problems())
                .containsExactlyInAnyOrder(
                        "unknown setting lifeline.pool.maxsize: did you mean lifeline.pool.max-size?"
                                + " (lifeline.properties)",
                        "unknown setting lifeline.flux-capacitor.power (lifeline.properties)",
                        "setting pool.max-size lacks its prefix: did you mean lifeline.pool.max-size?"
                                + " (lifeline.properties)");
    }

    @Test
    void misspelt_system_property_and_variable_are_told() {
        properties.put("lifeline.http.prot", "1");
        environment.put("LIFELINE_DATABSE_URL", "postgresql://app:geheim@db/app");

        assertThat(problems())
                .containsExactly(
                        "unknown environment variable LIFELINE_DATABSE_URL: did you mean LIFELINE_DATABASE_URL?"
                                + " (environment)",
                        "unknown setting lifeline.http.prot: did you mean lifeline.http.port?"
                                + " (system property lifeline.http.prot)");
    }

    @Test
    void variables_of_others_do_not_keep_the_service_from_starting() {
        environment.put("LIFELINE_RELEASE_FOLDER", "/somewhere");

        assertThat(read().ignoredVariables()).containsExactly("LIFELINE_RELEASE_FOLDER");
    }

    @Test
    void variables_that_kubernetes_sets_beside_a_service_called_lifeline_are_none_of_ours() {
        environment.put("LIFELINE_SERVICE_HOST", "10.0.0.1");
        environment.put("LIFELINE_SERVICE_PORT", "3000");
        environment.put("LIFELINE_SERVICE_PORT_HTTP", "3000");
        environment.put("LIFELINE_PORT", "tcp://10.0.0.1:3000");
        environment.put("LIFELINE_PORT_3000_TCP_ADDR", "10.0.0.1");

        assertThat(read().http()).isEqualTo(HttpConfig.defaults());
    }

    @Test
    void variables_like_those_of_kubernetes_are_told_if_a_person_set_them() {
        environment.put("LIFELINE_PORT", "4");
        environment.put("LIFELINE_SERVICE_PORT", "4");
        environment.put("LIFELINE_SERVICE_HOST", "here");

        assertThat(problems())
                .containsExactly(
                        "unknown environment variable LIFELINE_PORT: did you mean LIFELINE_HTTP_PORT? (environment)",
                        "unknown environment variable LIFELINE_SERVICE_HOST: did you mean LIFELINE_HTTP_HOST?"
                                + " (environment)",
                        "unknown environment variable LIFELINE_SERVICE_PORT: did you mean LIFELINE_HTTP_PORT?"
                                + " (environment)");
    }

    @Test
    void missing_file_is_told() {
        assertThat(problems(new CommandLineSettings(Path.of("nowhere.properties"), null)))
                .containsExactly("the settings file nowhere.properties does not exist");
    }

    @Test
    void unreadable_file_is_told_without_its_content() throws Exception {
        file("lifeline.database.password=geheim\\u00zz");

        assertThat(problems())
                .containsExactly(
                        "the settings file lifeline.properties cannot be read: it has a malformed \\uxxxx escape; "
                                + "write a backslash twice");
    }

    @Test
    void password_file_must_be_readable() {
        environment.put("DATABASE_URL", "postgresql://app@db/app");
        environment.put("LIFELINE_DATABASE_PASSWORD_FILE", "/no/such/file");

        assertThat(problems())
                .containsExactly("lifeline.database.password-file must be a readable file, but is '/no/such/file'"
                        + " (environment variable LIFELINE_DATABASE_PASSWORD_FILE)");
    }

    @Test
    void password_comes_from_one_place() throws Exception {
        environment.put("DATABASE_URL", "postgresql://app@db/app");
        environment.put("LIFELINE_DATABASE_PASSWORD", "geheim");
        environment.put(
                "LIFELINE_DATABASE_PASSWORD_FILE",
                Files.writeString(directory.resolve("password"), "geheim").toString());

        assertThat(problems()).singleElement().asString().contains("must not be set both");
    }

    @Test
    void database_needs_a_user() {
        environment.put("DATABASE_URL", "postgresql://db/app");

        assertThat(problems()).singleElement().asString().startsWith("lifeline.database.username must be set");
    }

    @Test
    void credentials_without_a_database_are_a_mistake() {
        environment.put("LIFELINE_DATABASE_USERNAME", "app");

        assertThat(problems())
                .containsExactly("lifeline.database.username is set, but lifeline.database.url is not"
                        + " (environment variable LIFELINE_DATABASE_USERNAME)");
    }

    @Test
    void line_breaks_in_a_value_make_no_second_line() throws Exception {
        file("lifeline.http.port=1\\n2");

        assertThat(problems()).singleElement().asString().contains("but is '1 2'");
    }

    @Test
    void secrets_are_never_told() {
        environment.put("LIFELINE_DATABASE_URL", "postgresql://app:geheim@db:port/app?password=geheim");
        environment.put("DATABASE_URL", "postgresql://app:geheim@db/app");
        environment.put("LIFELINE_DATABASE_PASSWORD", "geheim");
        environment.put("LIFELINE_DATABASE_PASWORD", "geheim");
        environment.put("LIFELINE_ADMIN_TOKEN", "ganz geheim");
        environment.put("LIFELINE_ALERTS_WEBHOOK_URL", "https://hooks example org/geheim");
        environment.put("LIFELINE_ALERTS_ALERTMANAGER_URL", "http://alerts.example.org/?geheim");
        environment.put("LIFELINE_DATABASE_PASSWORD_FILE", "/nowhere");
        properties.put("lifeline.admin.tokn", "geheim");

        assertThat(problems()).hasSizeGreaterThanOrEqualTo(8).noneMatch(problem -> problem.contains("geheim"));
    }

    @Test
    void text_of_the_configuration_shows_no_secret() {
        environment.put("DATABASE_URL", "postgresql://app:geheim@db/app");
        environment.put("LIFELINE_DATABASE_PASSWORD", "geheim");
        environment.put("LIFELINE_ADMIN_TOKEN", "geheim".repeat(6));
        environment.put("LIFELINE_ALERTS_WEBHOOK_URL", "https://hooks.example.org/geheim");
        environment.put("LIFELINE_ALERTS_ALERTMANAGER_URL", "http://me:geheim@alerts.example.org/geheim");

        assertThat(read().toString()).doesNotContain("geheim");
    }

    @Test
    void alerts_come_from_the_machine_and_the_port_unless_somebody_says_otherwise() throws Exception {
        String machine = InetAddress.getLocalHost().getHostName();
        environment.put("LIFELINE_ALERTS_WEBHOOK_URL", "https://hooks.example.org/secret");

        assertThat(read().monitoring().alerts())
                .isEqualTo(AlertConfig.toWebhook("https://hooks.example.org/secret", machine + ":3000"));

        environment.put("LIFELINE_HTTP_PORT", "0");
        assertThat(read().monitoring().alerts().instance()).isEqualTo(machine);

        environment.put("LIFELINE_ALERTS_INSTANCE", "checkout-1");
        assertThat(read().monitoring().alerts().instance()).isEqualTo("checkout-1");
    }

    private void file(String content) throws IOException {
        Files.writeString(directory.resolve("lifeline.properties"), content);
    }

    private AppConfig read() {
        return read(CommandLineSettings.none());
    }

    private AppConfig read(CommandLineSettings commandLine) {
        return new SettingsReader(new Surroundings(environment, properties, directory)).read(commandLine);
    }

    private DatabaseCredentials credentials() {
        return read().database().configured().orElseThrow().credentials();
    }

    private List<String> problems() {
        return problems(CommandLineSettings.none());
    }

    private List<String> problems(CommandLineSettings commandLine) {
        return catchThrowableOfType(InvalidConfigurationException.class, () -> read(commandLine))
                .problems();
    }
}

package dev.lifeline.app.config;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsReaderTest extends SettingsFixture {
    private static final String URL = "jdbc:postgresql://db.example.org:5433/app";

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

        assertThat(config.http().resources().newRequests()).isGreaterThanOrEqualTo(40);
        assertThat(config.http())
                .isEqualTo(new HttpConfig("0.0.0.0", 8080, 50)
                        .withResources(
                                new ResourceLimits(2048, 200_000, 2_000_000, 300, 40, 50).forDatabaseConnections(20))
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

    private DatabaseCredentials credentials() {
        return read().database().configured().orElseThrow().credentials();
    }
}

package dev.lifeline.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings that cannot be used: the problem is reported with its origin, and never with a secret. */
class SettingProblemsTest extends SettingsFixture {

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
}

package dev.lifeline.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.program.ServiceProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program watches the packaged service, while its database is stopped and started. */
class WatchEndToEndIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private PostgresServer database;
    private ServiceProcess service;
    private String url;

    @BeforeEach
    void start() {
        database = PostgresServer.started();
        service = ServiceProcess.startedOn(database, directory, Map.of());
        await().atMost(SOON).until(() -> service.get("/api/health/database").statusCode() == 200);
        url = "http://127.0.0.1:" + service.port();
    }

    @AfterEach
    void end() {
        service.close();
        database.close();
    }

    @Test
    void watch_tells_of_an_outage_of_the_database_and_of_one_of_the_service() {
        try (ServiceProcess watch = watch("--every", "1s", "--reconnect")) {
            awaitLine(watch, "healthy: Database connection is healthy");

            database.stop();
            awaitLine(watch, "reconnect failed: ");
            database.start();
            awaitLine(watch, "recovered after ");
            String length = lengthOfOutage();
            service.terminate();
            awaitLine(watch, "unreachable: connection refused (was healthy for ");

            assertThat(watch.terminate()).isZero();
            assertThat(watch.output().lines())
                    .allMatch(
                            line -> line.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z [^\\p{Cntrl}]+"));
            assertThat(words(watch).stream().filter(line -> !line.startsWith("still ")))
                    .satisfiesExactly(
                            line -> assertThat(line).isEqualTo("watching " + url + "/api/health/database every 1s"),
                            line -> assertThat(line).isEqualTo("healthy: Database connection is healthy"),
                            line -> assertThat(line).startsWith("unhealthy: ").contains("(was healthy for "),
                            line -> assertThat(line).startsWith("reconnect failed: "),
                            line -> assertThat(line)
                                    .isEqualTo("recovered after " + length + ": Database connection is healthy"),
                            line -> assertThat(line).startsWith("unreachable: connection refused"),
                            line -> assertThat(line).startsWith("stopped: unreachable for "));
        }
    }

    /** Returns the length of the last outage, as the service reports it. */
    private String lengthOfOutage() {
        String incidents = service.get("/api/monitoring/incidents").body();
        Matcher duration = Pattern.compile("\"durationMillis\":(\\d+)").matcher(incidents);
        assertThat(duration.find()).as(incidents).isTrue();
        long tenths = Long.parseLong(duration.group(1)) / 100;
        return tenths / 10 + "." + tenths % 10 + " s";
    }

    @Test
    void once_answers_as_a_monitoring_plugin() {
        assertOnce(0, "LIFELINE OK - Database connection is healthy \\| time=\\d+\\.\\d{3}s;;;0 healthy=1");
        database.stop();
        assertOnce(2, "LIFELINE CRITICAL - [^|]+ \\| time=\\d+\\.\\d{3}s;;;0 healthy=0");
        service.terminate();
        assertOnce(2, "LIFELINE CRITICAL - service unreachable: connection refused \\| healthy=0");
    }

    private void assertOnce(int exitCode, String line) {
        try (ServiceProcess once = watch("--once")) {
            assertThat(once.exitCode()).isEqualTo(exitCode);
            await().untilAsserted(() -> assertThat(once.output()).matches(line));
        }
    }

    private ServiceProcess watch(String... options) {
        var arguments = new ArrayList<>(List.of("watch", url));
        arguments.addAll(List.of(options));
        return ServiceProcess.run(directory, Map.of(), arguments.toArray(String[]::new));
    }

    private static void awaitLine(ServiceProcess watch, String beginning) {
        await().atMost(SOON).untilAsserted(() -> assertThat(words(watch)).anyMatch(line -> line.startsWith(beginning)));
    }

    /** Returns the line without the time at its beginning. */
    private static List<String> words(ServiceProcess watch) {
        return watch.output()
                .lines()
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .toList();
    }
}

package dev.lifeline.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.testing.http.EventReader;
import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.program.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** History and events of the packaged service while its database stops and returns. */
@Timeout(180)
class HistoryEndToEndIT {
    private static final String EVENTS = "/api/monitoring/events";

    @TempDir
    private Path directory;

    private PostgresServer database;
    private ServiceProcess service;

    @BeforeEach
    void start() {
        database = PostgresServer.started();
        startService();
        await().until(() -> service.get("/api/health/database").statusCode() == 200);
    }

    @AfterEach
    void end() {
        service.close();
        database.close();
    }

    @Test
    void outage_is_told_as_it_happens_and_to_who_was_away_and_is_remembered() throws IOException {
        String lastId;
        try (EventReader reader = new EventReader(service.stream(EVENTS))) {
            assertThat(reader.next()).anyMatch(line -> line.contains("\"state\":\"CONNECTED\""));
            database.stop();
            assertThat(service.get("/api/health/database").statusCode()).isEqualTo(503); // It looks, and so finds out.

            assertThat(reader.nextWith("event: connection", "\"type\":\"ConnectionLost\""))
                    .isNotEmpty();
            List<String> begun = reader.nextWith("event: incident");
            assertThat(String.join("\n", begun)).contains("\"kind\":\"OUTAGE\",\"phase\":\"ONGOING\"");
            assertThat(reader.nextWith("event: status", "\"serving\":false", "\"outage\":{"))
                    .isNotEmpty();
            lastId = id(begun);
        }
        assertThat(service.get("/api/monitoring/incidents").body())
                .contains("\"kind\":\"OUTAGE\",\"phase\":\"ONGOING\"");

        database.start();
        await().until(() -> service.get("/api/monitoring/status").body().contains("\"serving\":true"));

        try (EventReader reader = new EventReader(service.stream(EVENTS, "Last-Event-ID", lastId))) {
            assertThat(reader.next()).contains("event: status");
            assertThat(reader.nextWith("\"type\":\"ConnectionRecovered\"", "Database reconnected successfully"))
                    .isNotEmpty();
            assertThat(reader.nextWith("event: incident", "\"phase\":\"ENDED\"", "\"callers\":{\"waited\":"))
                    .isNotEmpty();
        }

        service.terminate();
        startService();
        assertThat(service.get("/api/monitoring/incidents?limit=1").body())
                .contains("\"kind\":\"OUTAGE\",\"phase\":\"ENDED\",\"cause\":\"Connection ");
        try (EventReader reader = new EventReader(service.stream(EVENTS, "Last-Event-ID", lastId))) {
            assertThat(reader.next()).contains("event: status");
            assertThat(reader.next()).contains("event: reset", "data: {}");
        }
    }

    @Test
    void service_that_dies_in_an_outage_says_so_when_it_is_back() {
        database.stop();
        assertThat(service.get("/api/health/database").statusCode()).isEqualTo(503); // It looks, and so finds out.
        await().until(() ->
                Files.readString(directory.resolve("incidents.jsonl")).contains("ONGOING"));
        service.kill();

        startService();

        await().untilAsserted(() -> assertThat(
                        service.get("/api/monitoring/incidents").body())
                .contains("\"phase\":\"ONGOING\"", "\"phase\":\"UNKNOWN\"", "; the service stopped meanwhile\""));
    }

    @Test
    void service_with_open_streams_stops_well_within_the_grace() throws IOException {
        try (EventReader one = new EventReader(service.stream(EVENTS));
                EventReader other = new EventReader(service.stream(EVENTS))) {
            one.next();
            other.next();
            long begun = System.nanoTime();

            assertThat(service.terminate()).isZero();

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(15));
            assertThat(one.nextWith("no such event")).as("the end, in order").isEmpty();
        }
        assertThat(service.output()).doesNotContain("cut off", "Exception");
    }

    @Test
    void directory_of_another_service_is_refused_in_one_sentence() {
        try (ServiceProcess other = ServiceProcess.run(directory, environment(), "--port", "0")) {
            assertThat(other.exitCode()).isEqualTo(1);
            assertThat(other.output())
                    .contains("monitoring.data-directory", "in use by another process")
                    .doesNotContain("\tat ");
        }
    }

    private void startService() {
        service = ServiceProcess.started(directory, environment());
    }

    private Map<String, String> environment() {
        return Map.of(
                "LIFELINE_DATABASE_URL",
                database.jdbcUrl(),
                "LIFELINE_DATABASE_USERNAME",
                database.username(),
                "LIFELINE_MONITORING_DATA_DIRECTORY",
                directory.toString());
    }

    private static String id(List<String> event) {
        return event.stream()
                .filter(line -> line.startsWith("id: "))
                .map(line -> line.substring(4))
                .findFirst()
                .orElseThrow();
    }
}

package dev.lifeline.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.testing.postgres.TestPorts;
import dev.lifeline.testing.program.ServiceProcess;
import dev.lifeline.testing.wait.Bounded;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program before it reports that it is ready. */
class WarmUpEndToEndIT {
    private static final String NOBODY_THERE = "postgresql://app@127.0.0.1:1/app";

    @TempDir
    private Path directory;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void it_lives_and_serves_before_it_is_ready_and_can_be_stopped_then() {
        int port = TestPorts.next();
        Map<String, String> settings = Map.of("LIFELINE_WARM_UP_LIMIT", "1m");
        try (ServiceProcess service = ServiceProcess.run(directory, settings, "--port", Integer.toString(port))) {
            await().atMost(Duration.ofSeconds(60)).until(() -> status(port, "/health/live") == 200);

            assertThat(status(port, "/health/started")).isEqualTo(503);
            assertThat(status(port, "/health/ready")).isEqualTo(503);
            assertThat(service.terminate()).isZero();
            assertThat(service.output()).doesNotContain("listens on").doesNotContain("Exception");
        }
    }

    @Test
    void its_requests_count_nowhere() {
        try (ServiceProcess service = ServiceProcess.started(
                directory, Map.of("LIFELINE_LOG_LEVEL", "debug", "LIFELINE_WARM_UP_LIMIT", "2s"))) {
            assertThat(service.story("Warmed up with")).hasSize(1).doesNotContain("Warmed up with 0 requests");
            assertThat(service.get("/metrics").body()).doesNotContain("http_server_requests_seconds_count");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void its_listener_admits_no_other_client_of_this_machine() throws IOException {
        int port = TestPorts.next();
        Path token = Files.writeString(directory.resolve("token"), "write-token-".repeat(4));
        var settings = Map.of("LIFELINE_WARM_UP_LIMIT", "1m", "LIFELINE_ACCESS_WRITE_TOKEN_FILE", token.toString());
        try (ServiceProcess service = ServiceProcess.run(directory, settings, "--port", Integer.toString(port))) {
            int other = await().atMost(Duration.ofSeconds(60))
                    .until(
                            () -> ListeningPorts.of(service.pid()).stream()
                                    .filter(it -> it != port)
                                    .findFirst(),
                            Optional::isPresent)
                    .orElseThrow();

            assertThat(status("DELETE", other, "/api/projects/aurora")).isEqualTo(401);
            assertThat(status("GET", other, "/api/projects")).isEqualTo(401);
        }
    }

    @Test
    void it_can_be_switched_off() {
        Map<String, String> off = Map.of("LIFELINE_LOG_LEVEL", "debug", "LIFELINE_WARM_UP_LIMIT", "0s");
        try (ServiceProcess service = ServiceProcess.started(directory, off)) {
            assertThat(service.story("Warmed up with", "The warm-up ends")).isEmpty();
        }
    }

    @Test
    void a_database_that_is_away_does_not_hold_up_the_start() {
        Map<String, String> settings =
                Map.of("DATABASE_URL", NOBODY_THERE, "LIFELINE_WARM_UP_LIMIT", "1m", "LIFELINE_LOG_LEVEL", "debug");
        try (ServiceProcess service = ServiceProcess.started(directory, settings)) {
            assertThat(service.get("/health/ready").statusCode()).isEqualTo(200);
        }
    }

    private int status(int port, String path) {
        return status("GET", port, path);
    }

    private int status(String method, int port, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, BodyPublishers.noBody())
                .build();
        return Bounded.get(client.sendAsync(request, BodyHandlers.discarding())
                .handle((answer, failure) -> failure == null ? answer.statusCode() : 0));
    }
}

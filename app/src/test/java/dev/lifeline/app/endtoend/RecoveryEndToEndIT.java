package dev.lifeline.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.program.ServiceProcess;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service on an external PostgreSQL that fails in several ways. The service is never restarted. */
class RecoveryEndToEndIT {
    private static final Duration RECOVERY = Duration.ofSeconds(10);

    @TempDir
    private Path directory;

    private PostgresServer database;
    private ServiceProcess service;

    @BeforeEach
    void start() {
        database = PostgresServer.started();
        service = ServiceProcess.startedOn(database, directory, Map.of());
        await().until(() -> status("/api/health/database") == 200);
        assertThat(service.post("/api/projects", "{\"slug\":\"apollo\",\"name\":\"Apollo\"}")
                        .statusCode())
                .isEqualTo(201);
    }

    @AfterEach
    void end() {
        service.close();
        database.close();
    }

    @Test
    void a_restart_costs_a_wait_and_the_log_tells_its_story() {
        database.stop();
        CompletableFuture<HttpResponse<String>> waiting = service.getAsync("/api/projects/apollo");
        await().until(() -> status("/api/health/database") == 503);

        database.start();

        assertThat(waiting).succeedsWithin(RECOVERY).satisfies(answer -> assertThat(answer.statusCode())
                .isEqualTo(200));
        assertThat(status("/api/health/database")).isEqualTo(200);
        await().untilAsserted(() -> assertThat(service.story(
                        "Database connection lost", "Database reconnected", "Database connection healthy"))
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("Database connection healthy"),
                        line -> assertThat(line).startsWith("Database connection lost - attempting recovery"),
                        line -> assertThat(line).startsWith("Database reconnected successfully"),
                        line -> assertThat(line).isEqualTo("Database connection healthy")));
    }

    @Test
    void while_the_database_hangs_under_load_the_probes_answer() {
        database.freeze();
        List<CompletableFuture<HttpResponse<String>>> blocked = IntStream.range(0, 200)
                .mapToObj(i -> service.getAsync("/api/projects/apollo"))
                .toList();

        assertThat(service.get("/health/live").statusCode()).isEqualTo(200);
        assertThat(status("/api/health/database")).isEqualTo(503);
        assertThat(service.get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(service.get("/metrics").body()).contains("lifeline_database_up");
        assertThat(blocked).noneMatch(CompletableFuture::isDone);

        database.thaw();

        assertThat(blocked).allSatisfy(request -> assertThat(request)
                .succeedsWithin(RECOVERY)
                .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(200)));
    }

    @Test
    void ended_sessions_fail_nobody() {
        database.terminateSessions();

        assertThat(status("/api/projects/apollo")).isEqualTo(200);
    }

    @Test
    void a_service_that_starts_without_its_database_serves_when_it_comes() {
        service.close();
        database.stop();
        service = ServiceProcess.startedOn(database, directory, Map.of());
        assertThat(service.get("/health/started").statusCode()).isEqualTo(200);
        assertThat(status("/api/health/database")).isEqualTo(503);

        database.start();

        await().atMost(RECOVERY).until(() -> status("/api/projects/apollo") == 200);
    }

    private int status(String path) {
        return service.get(path).statusCode();
    }
}

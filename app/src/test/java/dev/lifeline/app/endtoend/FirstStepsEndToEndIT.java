package dev.lifeline.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.testing.program.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Output of the packaged program at its first run. */
class FirstStepsEndToEndIT {
    private static final String SECRET = "s3cret-word";

    @TempDir
    private Path directory;

    @Test
    void without_settings_it_serves_samples_from_a_database_of_its_own_and_ends_in_order() {
        Map<String, String> data = Map.of(
                "LIFELINE_EMBEDDED_DATA_DIRECTORY", directory.resolve("data").toString());
        try (ServiceProcess service = ServiceProcess.started(directory, data)) {
            assertThat(service.get("/api/projects/aurora").body()).contains("\"slug\":\"aurora\"");
            assertThat(service.get("/api/projects?limit=100").body().split("\"id\"", -1))
                    .hasSize(11);
            assertThat(service.get("/api/health/database").statusCode()).isEqualTo(200);
            assertThat(service.get("/health/live").statusCode()).isEqualTo(200);
            assertThat(service.get("/health/ready").statusCode()).isEqualTo(200);
            assertThat(service.get("/health/started").statusCode()).isEqualTo(200);
            assertThat(service.output()).containsOnlyOnce("started an embedded PostgreSQL 18");

            assertThat(service.terminate()).isZero();

            assertThat(service.output())
                    .contains("Lifeline stops", "Lifeline has stopped")
                    .doesNotContain("Exception", "by force");
        }
        assertThat(directory.resolve("data/PG_VERSION")).exists();
        assertThat(directory.resolve("data/postmaster.pid")).doesNotExist();
    }

    @Test
    void wrong_settings_stop_it_with_everything_that_is_wrong_and_no_secret() throws IOException {
        Path file = Files.writeString(
                directory.resolve("wrong.properties"),
                """
                lifeline.pool.max-size=-5
                lifeline.pool.max-sise=7
                lifeline.gate.hold=soon
                lifeline.database.url=mysql://app:%s@db.example/app
                """
                        .formatted(SECRET));

        try (ServiceProcess service = ServiceProcess.run(
                directory, Map.of("LIFELINE_DATABASE_PASSWORD", SECRET), "--config", file.toString())) {
            assertThat(service.exitCode()).isEqualTo(2);
            assertThat(service.output())
                    .contains("pool.max-size", "-5", "pool.max-sise", "gate.hold", "soon", "database.url")
                    .doesNotContain(SECRET)
                    .doesNotContain("\tat ")
                    .doesNotContain("Exception");
        }
    }

    @Test
    void an_unreadable_settings_file_stops_it() {
        try (ServiceProcess service = ServiceProcess.run(directory, Map.of(), "--config", "not-there.properties")) {
            assertThat(service.exitCode()).isEqualTo(2);
            assertThat(service.output()).contains("not-there.properties").doesNotContain("\tat ");
        }
    }

    @Test
    void a_password_never_shows_even_when_the_log_tells_everything() {
        Map<String, String> nobodyThere = Map.of(
                "DATABASE_URL", "postgresql://app:" + SECRET + "@127.0.0.1:1/app",
                "LIFELINE_LOG_LEVEL", "trace",
                "LIFELINE_LOG_FORMAT", "json");
        try (ServiceProcess service = ServiceProcess.started(directory, nobodyThere)) {
            assertThat(service.get("/api/health/database").body())
                    .contains("Connection refused")
                    .doesNotContain(SECRET);

            service.terminate();

            assertThat(service.output()).doesNotContain(SECRET);
        }
    }
}

package dev.lifeline.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.testing.program.ServiceProcess;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** If the database URL is missing, the service must not store clients' data in a temporary database unnoticed. */
@Timeout(120)
class EmbeddedNoticeEndToEndIT {
    private static final String NOTICE = "all data is deleted when the service stops";

    @TempDir
    private Path directory;

    @Test
    void a_blank_url_of_a_service_that_others_reach_ends_the_start_with_exit_code_2() {
        Map<String, String> settings = Map.of("LIFELINE_HTTP_HOST", "0.0.0.0", "DATABASE_URL", " ");

        try (ServiceProcess service = ServiceProcess.run(directory, settings)) {
            assertThat(service.exitCode()).isEqualTo(2);
            assertThat(service.output())
                    .contains("lifeline.database.url (or DATABASE_URL) is missing or blank")
                    .doesNotContain("started an embedded");
        }
    }

    @Test
    void on_loopback_the_start_readiness_and_status_say_what_the_database_is() {
        try (ServiceProcess service = ServiceProcess.started(directory, Map.of())) {
            assertThat(service.output()).containsPattern("Lifeline listens on http://\\S+ with an embedded.*" + NOTICE);
            assertThat(service.get("/health/ready").body()).contains(NOTICE);
            assertThat(service.get("/api/monitoring/status").body()).contains(NOTICE);
            assertThat(service.get("/api/health/database").body()).doesNotContain("embedded");
        }
    }
}

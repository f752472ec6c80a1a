package dev.lifeline.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.program.ServiceProcess;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trace of a caller, in a program that records no traces itself. */
class TraceIdEndToEndIT {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String TRACEPARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";

    private static PostgresServer database;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start_the_database() {
        database = PostgresServer.started();
    }

    @AfterAll
    static void stop_the_database() {
        database.close();
    }

    @Test
    void is_in_problems_and_in_plain_log_lines_while_his_request_is_handled() throws IOException {
        try (ServiceProcess service = started("plain")) {
            HttpResponse<String> problem = service.send("GET", "/api/projects/none", "", "traceparent", TRACEPARENT);

            assertThat(problem.statusCode()).isEqualTo(404);
            assertThat(problem.body()).contains("\"traceId\":\"" + TRACE + "\"");
            await().untilAsserted(() -> assertThat(service.output())
                    .containsPattern(
                            "Fetching project with ID: none \\(request [a-z0-9-]+\\) \\(trace " + TRACE + "\\)"));

            assertThat(service.get("/api/projects/other").body()).doesNotContain("traceId");
            await().untilAsserted(
                            () -> assertThat(service.output()).containsPattern("Fetching project with ID: other\n?"));
            assertThat(service.output()).doesNotContainPattern("Fetching project with ID: other .*\\(trace");
        }
    }

    @Test
    void is_in_json_log_lines() throws IOException {
        try (ServiceProcess service = started("json")) {
            service.send("GET", "/api/projects/none", "", "traceparent", TRACEPARENT);

            await().untilAsserted(() -> assertThat(service.output())
                    .containsPattern("\"traceId\":\"" + TRACE + "\",\"spanId\":\"00f067aa0ba902b7\","
                            + "\"message\":\"Fetching project with ID: none\""));
        }
    }

    @Test
    void is_not_taken_from_a_header_that_is_no_traceparent() throws IOException {
        try (ServiceProcess service = started("plain")) {
            HttpResponse<String> problem = service.send(
                    "GET", "/api/projects/none", "", "traceparent", "00-" + TRACE + "-0000000000000000-01");

            assertThat(problem.body()).doesNotContain("traceId");
            assertThat(service.output()).doesNotContain(TRACE);
        }
    }

    private ServiceProcess started(String format) {
        return ServiceProcess.startedOn(
                database, directory, Map.of("LIFELINE_LOG_LEVEL", "debug", "LIFELINE_LOG_FORMAT", format));
    }
}

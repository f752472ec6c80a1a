package dev.lifeline.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.connection.FailureReason;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Problems of a request in a trace contain the trace id; other responses do not. */
class TraceIdTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @AutoClose
    private final RunningService service = RunningService.start();

    @BeforeEach
    void all_requests_belong_to_a_trace() {
        service.traceId = Optional.of(TRACE);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/projects/none, 404",
        "GET, /api/projects/Not-A-Slug, 400",
        "GET, /nowhere, 404",
        "DELETE, /api/projects, 405",
        "POST, /api/projects, 415",
        "DELETE, /api/projects/none, 428"
    })
    void a_problem_names_its_trace(String method, String path, int status) {
        var answer = service.send(method, path, "");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).endsWith(",\"traceId\":\"" + TRACE + "\"}");
    }

    @Test
    void a_problem_keeps_its_other_members_and_headers() {
        service.find = reference -> {
            throw new DatabaseUnavailableException(
                    FailureReason.CONNECTION_LOST, Duration.ofSeconds(3), new SQLException("secret"));
        };

        var answer = service.get("/api/projects/apollo");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("3");
        assertThat(answer.body()).endsWith(",\"reason\":\"Connection lost\",\"traceId\":\"" + TRACE + "\"}");
    }

    @Test
    void an_unexpected_failure_names_its_trace_beside_its_id() {
        service.find = reference -> {
            throw new IllegalStateException("secret");
        };

        assertThat(service.get("/api/projects/apollo").body())
                .contains("\"errorId\":")
                .endsWith(",\"traceId\":\"" + TRACE + "\"}");
    }

    @Test
    void without_a_trace_a_problem_has_no_such_member() {
        service.traceId = Optional.empty();

        assertThat(service.get("/api/projects/none").body()).doesNotContain("traceId");
    }

    @ParameterizedTest
    @CsvSource({"/api/projects", "/api/projects/apollo", "/health/live", "/health/ready", "/api/health/database"})
    void what_is_no_problem_names_no_trace(String path) {
        service.given("apollo", "Apollo", null);

        var answer = service.get(path);

        assertThat(answer.body()).doesNotContain(TRACE);
        assertThat(answer.headers().map().toString()).doesNotContain(TRACE);
    }
}

package dev.lifeline.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.rest.RecordingObserver.Observation;
import dev.lifeline.testing.log.LogCapture;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that the container refuses before any resource, and the headers of all responses. */
class RefusalTest {

    @AutoClose
    private final RunningService service = RunningService.start();

    @AutoClose
    private final LogCapture log = LogCapture.ofEverything();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/api",
                "/api/nothing",
                "/api/projects/a/b",
                "/health/nothing",
                "/metrics/x",
                "/assets",
                "/assets/nothing.js"
            })
    void an_unknown_path_is_a_problem_404(String path) {
        HttpResponse<String> answer = service.get(path, "Accept", "text/html");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.body()).isEqualTo("{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404}");
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /api/projects, 'GET,HEAD,OPTIONS,POST'",
        "PUT, /api/health/database, 'GET,HEAD,OPTIONS,POST'",
        "POST, /api/projects/a, 'DELETE,GET,HEAD,OPTIONS,PUT'",
        "POST, /metrics, 'GET,HEAD,OPTIONS'",
        "FOO, /health, 'GET,HEAD,OPTIONS'"
    })
    void a_forbidden_method_is_a_problem_405_with_the_allowed_ones(String method, String path, String allowed) {
        HttpResponse<String> answer = service.send(method, path, "");

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow").orElse("").split(",\\s*"))
                .containsExactlyInAnyOrder(allowed.split(","));
        assertThat(answer.body())
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Method Not Allowed\",\"status\":405}");
    }

    @ParameterizedTest
    @CsvSource({"/api/projects, text/html", "/api/projects/a, application/xml", "/health/live, image/png"})
    void an_answer_that_the_caller_does_not_accept_is_a_problem_406(String path, String accept) {
        HttpResponse<String> answer = service.get(path, "Accept", accept);

        assertThat(answer.statusCode()).isEqualTo(406);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).isEqualTo("{\"type\":\"about:blank\",\"title\":\"Not Acceptable\",\"status\":406}");
    }

    @ParameterizedTest
    @CsvSource({"Content-Type, rubbish", "Accept, application/json;q=x"})
    void a_header_that_cannot_be_read_is_a_problem_400(String header, String value) throws IOException {
        String answer = service.sendRaw(
                "GET /api/projects HTTP/1.1\r\nHost: x\r\n" + header + ": " + value + "\r\nConnection: close\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 400 ")
                .contains("Content-Type: application/problem+json\r\n")
                .endsWith("{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400}");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/projects, 'GET,HEAD,OPTIONS,POST'",
        "/api/projects/a, 'DELETE,GET,HEAD,OPTIONS,PUT'",
        "/api/health/database, 'GET,HEAD,OPTIONS,POST'",
        "/health, 'GET,HEAD,OPTIONS'",
        "/metrics, 'GET,HEAD,OPTIONS'",
        "/, 'GET,HEAD,OPTIONS'",
        "/assets/status.js, 'GET,HEAD,OPTIONS'"
    })
    void the_options_of_a_path_are_its_methods(String path, String methods) {
        HttpResponse<String> answer = service.send("OPTIONS", path, "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Allow").orElse("").split(",\\s*"))
                .containsExactlyInAnyOrder(methods.split(","));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/projects",
        "HEAD, /api/projects",
        "OPTIONS, /api/projects",
        "DELETE, /api/projects",
        "POST, /api/projects",
        "GET, /api/projects/none",
        "GET, /nothing",
        "GET, /health/live",
        "GET, /metrics",
        "GET, /api/health/database"
    })
    void browsers_may_not_guess_the_type_of_any_answer(String method, String path) {
        assertThat(service.send(method, path, "").headers().firstValue("X-Content-Type-Options"))
                .contains("nosniff");
    }

    @Test
    void what_callers_do_wrong_raises_no_alarm() {
        service.given("taken", "Taken", null);

        assertThat(service.get("/nothing").statusCode()).isEqualTo(404);
        assertThat(service.get("/api/projects/none").statusCode()).isEqualTo(404);
        assertThat(service.get("/api/projects/Not-A-Slug").statusCode()).isEqualTo(400);
        assertThat(service.get("/api/projects/taken", "If-None-Match", "rubbish")
                        .statusCode())
                .isEqualTo(200);
        assertThat(service.get("/api/projects", "Accept", "text/html").statusCode())
                .isEqualTo(406);
        assertThat(service.send("DELETE", "/api/projects", "").statusCode()).isEqualTo(405);
        assertThat(service.send("POST", "/api/health/database", "").statusCode())
                .isEqualTo(403);
        assertThat(service.postJson("/api/projects", "{").statusCode()).isEqualTo(400);
        assertThat(service.postJson("/api/projects", "{\"slug\":\"taken\",\"name\":\"T\"}")
                        .statusCode())
                .isEqualTo(409);
        assertThat(service.postJson("/api/projects", " ".repeat(70_000)).statusCode())
                .isEqualTo(413);
        assertThat(service.send("POST", "/api/projects", "x", "Content-Type", "text/plain")
                        .statusCode())
                .isEqualTo(415);

        assertThat(log.alarms()).isEmpty();
    }

    @Test
    void a_client_that_disconnects_during_a_body_is_not_logged_as_a_failure() throws IOException, InterruptedException {
        service.hangUpAfter("POST /api/projects HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Content-Length: 100\r\n\r\n{\"slug\":");

        assertThat(service.observer.observations.poll(10, TimeUnit.SECONDS))
                .isEqualTo(new Observation("POST", "/api/projects", 400, Duration.ZERO));
        assertThat(log.alarms()).isEmpty();
    }
}

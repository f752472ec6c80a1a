package dev.lifeline.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.testing.program.ServiceProcess;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faulty requests are answered or ignored, and counted; the service logs no error for them. */
class ClientFaultsEndToEndIT {
    @TempDir
    private static Path directory;

    private static ServiceProcess service;

    @BeforeAll
    static void start() {
        Map<String, String> settings =
                Map.of("DATABASE_URL", "postgresql://app@127.0.0.1:1/app", "LIFELINE_GATE_HOLD", "5s");
        service = ServiceProcess.started(directory, settings);
    }

    @AfterAll
    static void nothing_is_told_as_an_error_of_ours() {
        service.terminate();
        assertThat(service.output()).doesNotContain("\tat ").doesNotContain("ErrorResponses");
    }

    @Test
    void clients_that_hang_up_before_their_answer_count_as_such() throws Exception {
        for (int i = 0; i < 5; i++) {
            try (var socket = new Socket("127.0.0.1", service.port())) {
                socket.setSoLinger(true, 0); // resets the connection on close
                send(socket, "GET /api/projects HTTP/1.1\r\nHost: localhost\r\n\r\n"); // waits for the database
            }
        }

        await().atMost(Duration.ofSeconds(20)).until(() -> service.get("/metrics")
                .body()
                .contains("{method=\"GET\",route=\"/api/projects\",status=\"499\"} 5"));
    }

    @Test
    void half_a_body_is_a_late_request() throws Exception {
        assertThat(ask("POST /api/projects HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 30\r\n\r\n{\"slug\":"))
                .startsWith("HTTP/1.1 408")
                .contains("application/problem+json");
    }

    @Test
    void body_that_breaks_off_is_passed_over() throws Exception {
        try (var socket = new Socket("127.0.0.1", service.port())) {
            send(
                    socket,
                    "POST /api/projects HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + "Content-Length: 30\r\n\r\n{\"slug\":");
        }

        assertThat(service.get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void broken_chunks_are_passed_over() throws Exception {
        assertThat(ask("POST /api/projects HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\nzz\r\n"))
                .startsWith("HTTP/1.1 400");
    }

    @Test
    void unknown_method_of_a_resource_is_a_problem() throws Exception {
        assertThat(ask("TRACE /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 405")
                .contains("application/problem+json")
                .containsIgnoringCase("Allow: GET,HEAD,OPTIONS\r\n");
    }

    @Test
    void refused_requests_are_counted() throws Exception {
        assertThat(ask("GET /api/a|b HTTP/1.1\r\nHost: localhost\r\n\r\n")).startsWith("HTTP/1.1 400");

        assertThat(service.get("/metrics").body())
                .contains("http_server_requests_seconds_count{method=\"GET\",route=\"refused\",status=\"400\"} 1");
    }

    /** Returns the answer, until the connection ends or a problem is complete. */
    private String ask(String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", service.port())) {
            socket.setSoTimeout(20_000);
            send(socket, request);
            var answer = new StringBuilder();
            for (int next = socket.getInputStream().read();
                    next >= 0;
                    next = socket.getInputStream().read()) {
                answer.append((char) next);
                if (next == '}') {
                    break;
                }
            }
            return answer.toString();
        }
    }

    private static void send(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }
}

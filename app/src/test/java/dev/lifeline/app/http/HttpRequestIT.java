package dev.lifeline.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.app.access.AccessConfig;
import dev.lifeline.app.http.thread.RequestExecutor;
import dev.lifeline.monitoring.Tracing;
import dev.lifeline.testing.http.RawConnection;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Outcome of requests of every kind, from every kind of client. */
@Timeout(60)
class HttpRequestIT {
    private final Observations observed = new Observations();
    private HttpServer server;

    @BeforeEach
    void start() {
        server = HttpServer.start(
                new HttpConfig("127.0.0.1", 0, 1)
                        .withAccess(AccessConfig.defaults().withAllowedHosts("*")),
                new BlockingApplication(),
                observed::add,
                Tracing.global(),
                RequestExecutor.create(1));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void connection_serves_more_than_256_requests() throws Exception {
        try (var connection = new RawConnection(server.port())) {
            for (int i = 0; i < 300; i++) {
                assertThat(connection.ask("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                        .startsWith("HTTP/1.1 200");
            }
        }
    }

    @Test
    void answers_do_not_name_the_server() throws Exception {
        for (String path : List.of("/api/thread", "/nowhere", "/api/broken")) {
            HttpResponse<String> answer = get(path);

            assertThat(answer.headers().map()).doesNotContainKey("Server");
            assertThat(answer.body()).doesNotContainIgnoringCase("grizzly").doesNotContain("secret");
        }
    }

    @Test
    void a_request_line_without_a_version_is_refused() throws Exception {
        try (var connection = new RawConnection(server.port())) {
            assertThat(connection.ask("GET /api/thread \r\nHost: localhost\r\n\r\n"))
                    .startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void unexpected_failure_is_a_problem_without_internals() throws Exception {
        HttpResponse<String> answer = get("/api/broken");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.body())
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Internal Server Error\",\"status\":500}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
            GET /health/live HTTP/9.9\\r\\nHost: localhost\\r\\n\\r\\n ; 505
            GET /health/live HTTP/1.1\\r\\n\\r\\n ; 400
            """)
    void requests_that_are_no_http_are_answered_like_others(String request, int status) throws Exception {
        try (var connection = new RawConnection(server.port())) {
            assertThat(connection.ask(request.replace("\\r", "\r").replace("\\n", "\n")))
                    .startsWith("HTTP/1.1 " + status)
                    .contains("X-Request-Id: ", "Cache-Control: no-store", "Content-Type: application/problem+json")
                    .endsWith("\"status\":" + status + "}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/a|b HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /api/%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /api/thread?q=%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "POST /api/echo HTTP/1.1\r\nHost: localhost\r\nHost: b\r\nContent-Length: 2\r\n\r\nhi",
                "POST /api/echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nContent-Length: "
                        + "5\r\n\r\n0\r\n\r\n",
                "POST /api/echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "POST /api/echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunkedx\r\n\r\n0\r\n\r\n",
                "POST /api/echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
                "POST /api/echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            })
    void malformed_requests_are_the_fault_of_the_client(String request) throws Exception {
        try (var connection = new RawConnection(server.port())) {
            assertThat(connection.ask(request))
                    .startsWith("HTTP/1.1 400")
                    .containsIgnoringCase("Connection: close\r\n")
                    .contains("application/problem+json")
                    .endsWith("{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400}");
            assertThat(connection.ask("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                    .isEmpty();
        }
        assertThat(observed).hasSize(1).first().asString().endsWith(" refused 400");
    }

    @Test
    void a_problem_that_the_application_never_saw_names_the_trace_of_the_caller() throws Exception {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        for (String path : List.of("/api/a|b", "/api/broken")) {
            try (var connection = new RawConnection(server.port())) {
                assertThat(connection.ask("GET " + path + " HTTP/1.1\r\nHost: localhost\r\ntraceparent: 00-" + trace
                                + "-00f067aa0ba902b7-00\r\n\r\n"))
                        .endsWith(",\"traceId\":\"" + trace + "\"}");
            }
        }
    }

    @Test
    void nothing_that_follows_a_chunked_request_is_trusted() throws Exception {
        try (var connection = new RawConnection(server.port())) {
            assertThat(connection.ask("POST /api/echo HTTP/1.1\r\nHost: localhost\r\n"
                            + "Content-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + "2\r\nhi\r\n0\r\n\r\nGET /api/thread HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                    .startsWith("HTTP/1.1 200")
                    .containsIgnoringCase("Connection: close\r\n")
                    .endsWith("hi");
            assertThat(connection.ask("")).isEmpty();
        }
    }

    @Test
    void request_of_http_1_0_needs_no_host() throws Exception {
        try (var connection = new RawConnection(server.port())) {
            assertThat(connection.ask("GET /health/live HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "my_host", "1.2.3", "", "a-b.c:9", "[::1]", "[::1]:99999"})
    void no_answer_depends_on_an_allowed_host(String host) throws Exception {
        try (var connection = new RawConnection(server.port())) {
            assertThat(connection.ask("GET /api/host HTTP/1.1\r\nHost: " + host + "\r\n\r\n"))
                    .startsWith("HTTP/1.1 200")
                    .endsWith("\r\n\r\n" + host);
            assertThat(connection.ask("POST /api/created HTTP/1.1\r\nHost: " + host + "\r\n\r\n"))
                    .startsWith("HTTP/1.1 201")
                    .containsIgnoringCase("Location: /api/created/1\r\n");
        }
    }

    @Test
    void trace_is_answered_by_the_application() throws Exception {
        try (var connection = new RawConnection(server.port())) {
            assertThat(connection.ask("TRACE /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                    .startsWith("HTTP/1.1 405")
                    .containsPattern("(?i)allow: [GETHADOPIONS,]+\r\n");
        }
    }

    @Test
    void post_that_offers_http_2_is_answered_as_http_1() throws Exception {
        try (var connection = new RawConnection(server.port())) {
            assertThat(connection.ask(
                            "POST /api/echo HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\n"
                                    + "Upgrade: h2c\r\nHTTP2-Settings: AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA\r\n"
                                    + "Content-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello"))
                    .startsWith("HTTP/1.1 200")
                    .endsWith("hello");
        }
    }

    @Test
    void a_target_that_nobody_serves_is_not_found() throws Exception {
        try (var connection = new RawConnection(server.port())) {
            assertThat(connection.ask("GET /api/nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                    .startsWith("HTTP/1.1 404");
        }
    }

    @Test
    void a_question_about_the_whole_server_is_answered_as_one_about_its_root() throws Exception {
        try (var connection = new RawConnection(server.port())) {
            assertThat(connection.ask("OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                    .startsWith("HTTP/1.1 200")
                    .contains("Allow: HEAD,GET,OPTIONS");
        }
    }

    @Test
    void header_that_is_too_long_is_refused() throws Exception {
        try (var connection = new RawConnection(server.port())) {
            String header = "X-Long: " + "x".repeat(20_000) + "\r\n";

            assertThat(connection.ask("GET /health/live HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n"))
                    .startsWith("HTTP/1.1 400");
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                                .build(),
                        BodyHandlers.ofString());
    }
}

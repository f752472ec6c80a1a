package dev.lifeline.app.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.app.http.thread.RequestExecutor;
import dev.lifeline.testing.http.RawConnection;
import java.io.IOException;
import java.net.Socket;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers of all responses, and requests for which RFC 9110 and RFC 9112 have rules. */
@Timeout(60)
class AnswersIT {
    private static final Pattern REQUEST_ID = Pattern.compile("(?i)\r\nX-Request-Id: ([^\r]+)\r\n");

    private static FollowedService service;

    @BeforeAll
    static void start() {
        service = new FollowedService(RequestExecutor.create(2));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /health/live, 200, no-store",
        "GET, /health/ready, 503, no-store",
        "GET, /api/health/database, 200, no-store",
        "GET, /api/monitoring/status, 200, no-store",
        "GET, /api/monitoring/incidents, 200, no-store",
        "GET, /metrics, 200, no-store",
        "GET, /, 200, no-cache",
        "GET, /assets/link.js, 200, no-cache",
        "GET, /api/projects, 200, no-store",
        "GET, /api/projects/none, 404, no-store",
        "GET, /nowhere, 404, no-store",
        "DELETE, /metrics, 405, no-store",
        "TRACE, /health/live, 405, no-store",
        "CONNECT, /health/live, 405, no-store",
        "BREW, /health/live, 405, no-store",
        "POST, /api/projects, 415, no-store",
        "POST, /api/health/database, 403, no-store",
        "OPTIONS, /api/projects, 200, no-store",
        "OPTIONS, *, 200, no-store",
        "GET, /api/a|b, 400, no-store",
    })
    void every_answer_has_the_same_headers(String method, String target, int status, String caching)
            throws IOException {
        String answer = ask(method + " " + target, "Content-Length: 0\r\nConnection: close\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 " + status)
                .containsIgnoringCase("\r\nCache-Control: " + caching + "\r\n")
                .containsIgnoringCase("\r\nX-Content-Type-Options: nosniff\r\n")
                .containsIgnoringCase("\r\nContent-Security-Policy: default-src 'none'; ")
                .containsIgnoringCase("frame-ancestors 'none'")
                .containsPattern(REQUEST_ID);
        if (status >= 400 && !target.equals("/health/ready")) {
            assertThat(answer).containsIgnoringCase("\r\nContent-Type: application/problem+json");
        }
    }

    @Test
    void an_answer_that_the_client_does_not_accept_is_a_problem() throws IOException {
        assertThat(ask("GET /api/projects", "Accept: text/html\r\n"))
                .startsWith("HTTP/1.1 406")
                .containsIgnoringCase("\r\nContent-Type: application/problem+json");
    }

    @Test
    void a_project_can_be_revalidated_by_its_client_only() throws IOException {
        String body = "{\"slug\":\"aurora\",\"name\":\"Aurora\"}";
        assertThat(ask(
                        "POST /api/projects",
                        "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body))
                .startsWith("HTTP/1.1 201")
                .containsIgnoringCase("\r\nCache-Control: no-store\r\n");

        String found = ask("GET /api/projects/aurora", "");
        assertThat(found).startsWith("HTTP/1.1 200").containsIgnoringCase("\r\nCache-Control: private, no-cache\r\n");
        String tag = found.replaceAll("(?is).*\r\nETag: ([^\r]+)\r\n.*", "$1");
        assertThat(ask("GET /api/projects/aurora", "If-None-Match: " + tag + "\r\nConnection: close\r\n"))
                .startsWith("HTTP/1.1 304")
                .containsIgnoringCase("\r\nCache-Control: private, no-cache\r\n")
                .endsWith("\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/live", "/", "/api/projects", "/metrics", "/nowhere"})
    void head_is_get_without_a_body(String path) throws IOException {
        String answer = ask("HEAD " + path, "Connection: close\r\n");

        assertThat(answer)
                .startsWith(ask("GET " + path, "Connection: close\r\n").substring(0, 12))
                .containsIgnoringCase("\r\nContent-Type: ")
                .endsWith("\r\n\r\n");
    }

    @Test
    void a_client_that_expects_100_is_told_to_go_on_only_if_its_body_is_wanted() throws IOException {
        String headers = "Expect: 100-continue\r\nContent-Type: application/json\r\nContent-Length: 2\r\n";
        String goOn = "HTTP/1.1 100 Continue\r\n\r\n";
        try (var socket = new Socket("127.0.0.1", service.port())) {
            socket.setSoTimeout(20_000);
            var out = socket.getOutputStream();
            out.write(("POST /api/projects HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n").getBytes(US_ASCII));
            assertThat(new String(socket.getInputStream().readNBytes(goOn.length()), US_ASCII))
                    .isEqualTo(goOn);
            out.write("{}".getBytes(US_ASCII));
            assertThat(new String(socket.getInputStream().readNBytes(12), US_ASCII))
                    .isEqualTo("HTTP/1.1 400");
        }
        assertThat(ask("POST /api/projects", headers + "X-Forwarded-For: 192.0.2.1\r\n"))
                .startsWith("HTTP/1.1 403")
                .containsIgnoringCase("Connection: close\r\n");
    }

    @Test
    void an_expectation_that_nobody_knows_fails() throws IOException {
        assertThat(ask("POST /api/projects", "Expect: miracles\r\nContent-Length: 2\r\n"))
                .startsWith("HTTP/1.1 417")
                .containsIgnoringCase("\r\nContent-Type: application/problem+json")
                .containsIgnoringCase("\r\nCache-Control: no-store\r\n");
    }

    @Test
    void a_client_names_its_request_and_others_get_different_names() throws IOException {
        assertThat(ask("GET /health/live", "X-Request-Id: order-47.11_a\r\n"))
                .containsIgnoringCase("\r\nX-Request-Id: order-47.11_a\r\n");

        Set<String> ids = new HashSet<>();
        for (String given : new String[] {"", "X-Request-Id: a b\r\n", "X-Request-Id: " + "x".repeat(65) + "\r\n"}) {
            var id = REQUEST_ID.matcher(ask("GET /health/live", given));
            assertThat(id.find()).isTrue();
            ids.add(id.group(1));
        }
        assertThat(ids).hasSize(3).allMatch(id -> id.matches("[a-z0-9]+-[a-z0-9]+"));
    }

    private static String ask(String line, String headers) throws IOException {
        try (var connection = new RawConnection(service.port())) {
            return connection.ask(
                    line + " HTTP/1.1\r\nHost: localhost\r\n" + headers + (headers.contains("\r\n\r\n") ? "" : "\r\n"));
        }
    }
}

package dev.lifeline.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.app.access.AccessConfig;
import dev.lifeline.app.http.thread.RequestExecutor;
import dev.lifeline.monitoring.Tracing;
import dev.lifeline.testing.http.RawConnection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests for other hosts, such as those of a web page with a name that resolves to this machine. */
@Timeout(60)
class HostIT {
    private static final String PROBLEM = "{\"type\":\"about:blank\",\"title\":\"Misdirected Request\",\"status\":421,"
            + "\"detail\":\"The Host header names no host of this service; further names and addresses are set with"
            + " lifeline.http.allowed-hosts\"}";

    private static final Observations OBSERVED = new Observations();
    private static HttpServer server;

    @BeforeAll
    static void start() {
        server = HttpServer.start(
                new HttpConfig("127.0.0.1", 0, 1)
                        .withAccess(AccessConfig.defaults().withAllowedHosts("*.Proxy.example")),
                new BlockingApplication(),
                OBSERVED::add,
                Tracing.global(),
                RequestExecutor.create(1));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /",
        "GET, /assets/link.js",
        "GET, /metrics",
        "GET, /health/live",
        "HEAD, /health/live",
        "GET, /api/thread",
        "POST, /api/created",
        "POST, /api/health/database",
        "OPTIONS, *",
        "GET, http://evil.example:3000/api/thread",
        "GET, http://evil.example",
        "GET, http://evil.example?q",
        "GET, HTTPS://evil.example/health/live",
    })
    void a_page_that_rebinds_its_name_gets_421(String method, String target) throws Exception {
        String host = target.contains("evil.example") ? "localhost" : "evil.example:3000";
        try (var connection = new RawConnection(server.port())) {
            OBSERVED.clear();
            String answer = connection.ask(method + " " + target + " HTTP/1.1\r\nHost: " + host + "\r\n"
                    + "Origin: http://evil.example:3000\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

            assertThat(answer)
                    .startsWith("HTTP/1.1 421 Misdirected Request\r\n")
                    .containsIgnoringCase("Content-Type: application/problem+json")
                    .containsIgnoringCase("Cache-Control: no-store\r\n")
                    .containsIgnoringCase("Connection: close\r\n")
                    .endsWith(method.equals("HEAD") ? "\r\n\r\n" : PROBLEM);
            assertThat(OBSERVED).containsExactly(method + " refused 421");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1:3000", "[::1]:3000", "a.proxy.example", "LOCALHOST:80"})
    void the_service_s_own_names_are_served_again_and_again(String host) throws Exception {
        try (var connection = new RawConnection(server.port())) {
            for (int i = 0; i < 3; i++) {
                assertThat(connection.ask("GET /api/host HTTP/1.1\r\nHost: " + host + "\r\n\r\n"))
                        .startsWith("HTTP/1.1 200")
                        .endsWith("\r\n\r\n" + host);
                assertThat(connection.ask("GET http://" + host + "/api/thread HTTP/1.1\r\nHost: evil.example\r\n\r\n"))
                        .startsWith("HTTP/1.1 200");
            }
            assertThat(connection.ask("GET /health/live HTTP/1.1\r\nHost: evil.example\r\n\r\n"))
                    .startsWith("HTTP/1.1 421");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost", "http://localhost?q", "http://localhost/", "HTTP://LOCALHOST:80/?q=/"})
    void the_absolute_form_is_served_as_its_path(String target) throws Exception {
        try (var connection = new RawConnection(server.port())) {
            assertThat(connection.ask("GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 200");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "x:99999999999", "x:y", "[", "user@localhost"})
    void what_is_no_host_is_a_bad_request(String host) throws Exception {
        try (var connection = new RawConnection(server.port())) {
            assertThat(connection.ask("GET /api/host HTTP/1.1\r\nHost: " + host + "\r\n\r\n"))
                    .startsWith("HTTP/1.1 400");
        }
    }
}

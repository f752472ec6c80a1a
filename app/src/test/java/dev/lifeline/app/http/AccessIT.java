package dev.lifeline.app.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.app.access.AccessConfig;
import dev.lifeline.app.access.Role;
import dev.lifeline.app.access.Token;
import dev.lifeline.app.access.TokenSource;
import dev.lifeline.app.http.thread.RequestExecutor;
import dev.lifeline.monitoring.Tracing;
import dev.lifeline.testing.http.RawConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Admission over HTTP. Requests of clients on other machines come through a proxy on this machine. */
@Timeout(60)
class AccessIT {
    private static final String STRANGER = "X-Forwarded-For: 192.0.2.7\r\n";
    private static final String DETAILS = "details-token-details-token-details-token";
    private static final String NEXT = "another-token-another-token-another-token";
    private static final String WRITE = "write-token-write-token-write-token-write";

    @TempDir
    Path directory;

    private final Observations observed = new Observations();
    private Path file;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        file = Files.writeString(directory.resolve("details"), DETAILS);
        var tokens = Map.of(
                Role.DETAILS, new TokenSource(Token.of("x", DETAILS), file),
                Role.WRITE, new TokenSource(Token.of("x", WRITE), null));
        server = HttpServer.start(
                new HttpConfig("127.0.0.1", 0, 1)
                        .withAccess(new AccessConfig(List.of(), List.of(), tokens, null, false)),
                new BlockingApplication(),
                observed::add,
                Tracing.global(),
                RequestExecutor.create(1));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /health/live, 200, ''",
        "HEAD, /health/live, 200, ''",
        "GET, /, 401, Basic",
        "GET, /assets/a, 401, Basic",
        "GET, /metrics, 401, Basic",
        "GET, /api/monitoring/status, 401, Basic",
        "GET, /nowhere, 401, Basic",
        "POST, /api/projects, 401, Bearer",
        "DELETE, /api/projects/a, 401, Bearer",
        "GET, /api/projects, 401, Bearer",
        "POST, /api/health/database, 403, ''",
        "GET, /api/health/database?reconnect=true, 403, ''",
        "GET, /api/health/database;a/?reconnect=true, 403, ''",
        "PUT, /metrics, 403, ''",
        "TRACE, /health/live, 403, ''",
    })
    void strangers_have_the_short_health_only(String method, String target, int status, String challenge)
            throws Exception {
        String answer = ask(method, target, STRANGER + "Connection: close\r\n");

        assertThat(answer).startsWith("HTTP/1.1 " + status).containsIgnoringCase("Connection: close");
        if (status != 200) {
            assertThat(answer)
                    .containsIgnoringCase("Content-Type: application/problem+json")
                    .containsIgnoringCase("Cache-Control: no-store\r\n");
            assertThat(observed).containsExactly(method + " refused " + status);
        }
        if (!challenge.isEmpty()) {
            assertThat(answer).containsIgnoringCase("WWW-Authenticate: " + challenge);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-forwarded-PORT", "X-Forwarded-Server", "forwarded", "VIA", "x-real-ip"})
    void clients_of_a_proxy_are_not_local_whichever_header_it_adds(String header) throws Exception {
        assertThat(ask("PUT", "/metrics", header + ": 1\r\n")).startsWith("HTTP/1.1 403");
    }

    @Test
    void a_client_on_this_machine_without_a_proxy_is_local() throws Exception {
        assertThat(ask("PUT", "/metrics", "X-Forwards: 1\r\n")).doesNotContain("HTTP/1.1 403");
    }

    @Test
    void a_token_admits_as_bearer_token_and_as_password() throws Exception {
        String basic = Base64.getEncoder().encodeToString(("prometheus:" + DETAILS).getBytes(UTF_8));

        assertThat(ask("GET", "/", STRANGER + "Authorization: Bearer " + DETAILS + "\r\n"))
                .startsWith("HTTP/1.1 200");
        assertThat(ask("GET", "/", STRANGER + "Authorization: Basic " + basic + "\r\n"))
                .startsWith("HTTP/1.1 200");
        assertThat(ask("GET", "/api/projects", STRANGER + "Authorization: Bearer " + DETAILS + "\r\n"))
                .startsWith("HTTP/1.1 403")
                .endsWith("\"detail\":\"The access token does not grant this\"}");
    }

    /** A token is overwritten when its request has been answered, and those of the following requests are not. */
    @Test
    void each_of_several_requests_that_are_sent_at_once_is_admitted_by_its_token() throws Exception {
        String request = "GET / HTTP/1.1\r\nHost: localhost\r\n" + STRANGER + "Authorization: Bearer " + DETAILS;
        try (var connection = new RawConnection(server.port())) {
            connection.send((request + "\r\n\r\n").repeat(20) + request + "x\r\n\r\n");

            for (int i = 0; i < 20; i++) {
                assertThat(connection.next()).startsWith("HTTP/1.1 200");
            }
            assertThat(connection.next()).startsWith("HTTP/1.1 401");
        }
    }

    @Test
    void a_changed_token_file_is_in_force_within_seconds() throws Exception {
        Files.writeString(file, NEXT);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(ask("GET", "/", STRANGER + "Authorization: Bearer " + NEXT + "\r\n"))
                        .startsWith("HTTP/1.1 200"));
        assertThat(ask("GET", "/", STRANGER + "Authorization: Bearer " + DETAILS + "\r\n"))
                .startsWith("HTTP/1.1 401");
    }

    @Test
    void a_client_that_guesses_is_slowed_down() throws Exception {
        String answer = "";
        for (int i = 0; i <= 10; i++) {
            answer = ask("GET", "/", STRANGER + "Authorization: Bearer " + i + "\r\n");
        }

        assertThat(answer).startsWith("HTTP/1.1 429 Too Many Requests").containsIgnoringCase("Retry-After: 6\r\n");
        assertThat(ask("GET", "/health/live", STRANGER)).startsWith("HTTP/1.1 200");
    }

    @Test
    void a_wrong_token_counts_once_and_its_body_is_not_asked_for() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(ask(
                            "POST",
                            "/api/projects",
                            STRANGER + "Authorization: Bearer x\r\nExpect: 100-continue\r\n" + "Content-Length: 9\r\n"))
                    .startsWith("HTTP/1.1 401");
        }
    }

    @Test
    void the_body_of_a_refused_request_is_not_read() throws Exception {
        assertThat(ask("POST", "/api/projects", STRANGER + "Content-Length: 1000000\r\n"))
                .startsWith("HTTP/1.1 401")
                .containsIgnoringCase("Connection: close\r\n");
    }

    private String ask(String method, String target, String headers) throws IOException {
        try (var connection = new RawConnection(server.port())) {
            return connection.ask(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n");
        }
    }
}

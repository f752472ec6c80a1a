package dev.lifeline.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.app.access.AccessConfig;
import dev.lifeline.app.access.JwtAccess;
import dev.lifeline.app.access.Role;
import dev.lifeline.app.access.Token;
import dev.lifeline.app.access.TokenSource;
import dev.lifeline.app.http.thread.RequestExecutor;
import dev.lifeline.app.jwt.JwtConfig;
import dev.lifeline.app.jwt.KeyEndpoint;
import dev.lifeline.app.jwt.KeyEndpoint.Behaviour;
import dev.lifeline.app.jwt.KeyLocation;
import dev.lifeline.app.jwt.TestIssuer;
import dev.lifeline.monitoring.Tracing;
import dev.lifeline.testing.http.RawConnection;
import dev.lifeline.testing.log.LogCapture;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Admission by JSON Web Tokens over HTTP, with the keys of a real server. */
@Timeout(120)
class JwtIT {
    private static final TestIssuer ISSUER = TestIssuer.of("a", "ES256");
    private static final TestIssuer STRANGER = TestIssuer.of("a", "ES256");
    private static final TestIssuer LATER = TestIssuer.of("b", "RS256");
    private static final String BEARER_OF_FILE = "details-token-details-token-details-token";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final KeyEndpoint keys = new KeyEndpoint(ISSUER);
    private final LogCapture log = LogCapture.ofEverything();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = started();
        await().atMost(LIMIT).until(() -> keys.requests() > 0);
    }

    @AfterEach
    void stop() {
        server.close();
        keys.close();
        log.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /health/live, nobody, 200",
        "GET, /, ops, 200",
        "GET, /, reader, 403",
        "GET, /, nobody, 403",
        "GET, /api/host, ops, 200",
        "GET, /api/projects, reader, 404",
        "POST, /api/projects, reader, 403",
        "POST, /api/projects, writer, 404",
        "POST, /api/health/database, ops, 403",
    })
    void a_token_grants_what_its_roles_grant(String method, String target, String role, int status) throws IOException {
        String length = method.equals("POST") ? "Content-Length: 0\r\n" : "";

        assertThat(ask(method, target, bearer(ISSUER.token(role)) + length)).startsWith("HTTP/1.1 " + status);
    }

    @Test
    void wrong_tokens_are_refused_slowed_down_and_nowhere_in_the_log() throws IOException {
        String wrong = STRANGER.token("ops");
        for (int i = 0; i < 10; i++) {
            assertThat(ask("GET", "/", bearer(wrong)))
                    .startsWith("HTTP/1.1 401")
                    .containsIgnoringCase("WWW-Authenticate: Basic");
        }

        assertThat(ask("GET", "/", bearer(wrong))).startsWith("HTTP/1.1 429");
        assertThat(log.lines()).noneMatch(line -> line.contains(wrong.substring(10, 40)));
        await().atMost(LIMIT).untilAsserted(() -> assertThat(log.lines())
                .anyMatch(line -> line.startsWith("WARN Wrong access tokens: ")));
    }

    @Test
    void a_token_of_a_file_is_accepted_as_before() throws IOException {
        assertThat(ask("GET", "/", bearer(BEARER_OF_FILE))).startsWith("HTTP/1.1 200");
    }

    @Test
    void the_body_of_a_request_is_read_after_its_token_is_verified() throws IOException {
        String expect = "Expect: 100-continue\r\nContent-Length: 6\r\n";
        try (var connection = new RawConnection(server.port())) {
            connection.send(head("POST", "/api/echo", bearer(ISSUER.token("ops", "all")) + expect));
            assertThat(connection.next()).startsWith("HTTP/1.1 403");
        }
        try (var connection = new RawConnection(server.port())) {
            connection.send(head("GET", "/", bearer(ISSUER.token("ops"))));
            assertThat(connection.next()).startsWith("HTTP/1.1 200");
            connection.send(head("GET", "/api/host", bearer(STRANGER.token("ops"))));
            assertThat(connection.next()).startsWith("HTTP/1.1 401");
        }
    }

    @Test
    void requests_of_a_pipeline_are_answered_in_order() throws IOException {
        var requests = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            String token = i % 2 == 0 ? ISSUER.token("ops", "n" + i) : STRANGER.token("ops");
            requests.append(head("GET", "/", bearer(token)));
        }
        List<String> statuses = new ArrayList<>();
        try (var connection = new RawConnection(server.port())) {
            connection.send(requests.toString());
            for (int i = 0; i < 6; i++) {
                statuses.add(connection.next().substring(9, 12));
            }
        }

        assertThat(statuses).containsExactly("200", "401", "200", "401", "200", "401");
    }

    @Test
    void a_request_with_a_body_in_parts_is_verified_once() throws Exception {
        String token = ISSUER.token("writer");
        try (var connection = new RawConnection(server.port())) {
            connection.send(head("POST", "/api/projects", bearer(token) + "Content-Length: 6\r\n") + "abc");
            connection.send("def");
            assertThat(connection.next()).startsWith("HTTP/1.1 404");
            connection.send(head("GET", "/health/live", ""));
            assertThat(connection.next()).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void a_client_that_leaves_while_its_token_is_verified_costs_nothing() throws Exception {
        keys.behave(Behaviour.HANGS);
        for (int i = 0; i < 50; i++) {
            try (var connection = new RawConnection(server.port())) {
                connection.send(head("GET", "/", bearer(LATER.token("ops"))));
            }
        }

        assertThat(ask("GET", "/", bearer(ISSUER.token("ops")))).startsWith("HTTP/1.1 200");
    }

    @Test
    void without_keys_the_answer_is_503_and_local_clients_need_tokens_as_well() throws IOException {
        keys.behave(Behaviour.FAILS);
        try (HttpServer other = started()) {
            assertThat(ask(other, "GET", "/", bearer(ISSUER.token("ops"))))
                    .startsWith("HTTP/1.1 503")
                    .containsIgnoringCase("Retry-After: 10\r\n")
                    .contains("the keys of its issuer cannot be read");
            assertThat(ask(other, "GET", "/", "")).startsWith("HTTP/1.1 401");
            assertThat(ask(other, "GET", "/health/live", "")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void with_the_issuer_alone_its_configuration_names_the_keys_and_does_not_delay_the_start() throws Exception {
        keys.behaveInDiscovery(Behaviour.FAILS);
        var claims = TestIssuer.claims("ops");
        claims.setIssuer(keys.issuer());
        try (HttpServer other = started(keys.issuer(), keys.discovered())) {
            assertThat(ask(other, "GET", "/", bearer(ISSUER.token(claims)))).startsWith("HTTP/1.1 503");
            assertThat(ask(other, "GET", "/health/live", "")).startsWith("HTTP/1.1 200");

            keys.behaveInDiscovery(Behaviour.ANSWERS);
            await().atMost(LIMIT).until(() -> ask(other, "GET", "/", bearer(ISSUER.token(claims)))
                    .startsWith("HTTP/1.1 200"));
            assertThat(ask(other, "GET", "/", bearer(ISSUER.token("ops")))).startsWith("HTTP/1.1 401");
        }
    }

    private HttpServer started() {
        return started(TestIssuer.NAME, keys.location());
    }

    private static HttpServer started(String issuer, KeyLocation location) {
        var access = new JwtAccess(
                new JwtConfig(issuer, TestIssuer.AUDIENCE, location, "roles", Duration.ofSeconds(30)),
                Map.of(Role.READ, Set.of("reader"), Role.WRITE, Set.of("writer"), Role.DETAILS, Set.of("ops", "sre")));
        var tokens = Map.of(Role.DETAILS, new TokenSource(Token.of("x", BEARER_OF_FILE), null));
        return HttpServer.start(
                new HttpConfig("127.0.0.1", 0, 1)
                        .withAccess(new AccessConfig(List.of(), List.of(), tokens, access, false)),
                new BlockingApplication(),
                new Observations()::add,
                Tracing.global(),
                RequestExecutor.create(1));
    }

    private static String bearer(String token) {
        return "X-Forwarded-For: 192.0.2.7\r\nAuthorization: Bearer " + token + "\r\n";
    }

    private static String head(String method, String target, String headers) {
        return method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
    }

    private String ask(String method, String target, String headers) throws IOException {
        return ask(server, method, target, headers);
    }

    private static String ask(HttpServer asked, String method, String target, String headers) throws IOException {
        try (var connection = new RawConnection(asked.port())) {
            return connection.ask(head(method, target, headers));
        }
    }
}

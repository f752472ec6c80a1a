package dev.lifeline.monitoring.internal.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeline.domain.testing.FakeClock;
import dev.lifeline.domain.testing.FakeTicker;
import dev.lifeline.monitoring.remote.RemoteEndpoint;
import dev.lifeline.monitoring.remote.RemoteMonitorConfig;
import dev.lifeline.monitoring.remote.RemoteState;
import dev.lifeline.testing.http.RawServer;
import dev.lifeline.testing.http.RemoteService;
import dev.lifeline.testing.http.RemoteService.Asked;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class HealthEndpointTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final String TOKEN = "s3cret-word";

    private final RemoteService service = new RemoteService();

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void healthy_service_is_reported_with_its_message() throws InterruptedException {
        assertThat(check()).isEqualTo(new EndpointStatus(RemoteState.HEALTHY, 200, "Database connection is healthy"));
        assertThat(service.asked()).containsExactly(new Asked("GET", "/api/health/database", null));
    }

    @Test
    void unhealthy_service_is_reported_with_its_reason() throws InterruptedException {
        service.unhealthy("Server starting up");

        assertThat(check()).isEqualTo(new EndpointStatus(RemoteState.UNHEALTHY, 503, "Server starting up"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            200 | {"status":"success"}                                                    | HEALTHY   | healthy
            200 | {"more":{"status":"error"},"list":[1,{}],"status":"success","n":1}      | HEALTHY   | healthy
            503 | {"status":"error","message":"Database connection failed"} | UNHEALTHY | Database connection failed
            503 | {"status":"error","error":null,"message":1}                             | UNHEALTHY | no reason given
            503 | {"status":"error","error":"a\\u001b[2J\\r\\n\\u202e b\\u0000 c"}        | UNHEALTHY | a [2J b c
            """)
    void what_else_is_in_the_answer_does_no_harm(int status, String body, RemoteState state, String detail)
            throws InterruptedException {
        service.answers(status, body);

        assertThat(check()).isEqualTo(new EndpointStatus(state, status, detail));
    }

    @Test
    void long_reason_is_cut() throws InterruptedException {
        service.unhealthy("x".repeat(10_000));

        assertThat(check().detail()).isEqualTo("x".repeat(120) + "...");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            200 | <html>Welcome</html>            | HTTP 200 without the health of a database
            200 | ''                              | HTTP 200 without the health of a database
            200 | ["success"]                     | HTTP 200 without the health of a database
            200 | {"status":"UP"}                 | HTTP 200 without the health of a database
            200 | {"status":"success"             | HTTP 200 without the health of a database
            200 | {"status":"error","error":"no"} | HTTP 200 without the health of a database
            404 | <html>Not Found</html>          | HTTP 404 without the health of a database
            500 | {"status":"success"}            | HTTP 500 without the health of a database
            401 | ''                              | HTTP 401, not allowed
            302 | ''                              | HTTP 302, a redirect, which is not followed
            """)
    void every_other_answer_is_no_health(int status, String body, String detail) throws InterruptedException {
        service.answers(status, body);

        assertThat(check()).isEqualTo(new EndpointStatus(RemoteState.UNKNOWN, status, detail));
        assertThat(service.asked()).hasSize(1);
    }

    @Test
    void huge_answer_is_not_read_to_its_end() throws InterruptedException {
        service.answers(200, "{\"status\":\"success\",\"padding\":\"" + "x".repeat(10_000_000) + "\"}");

        assertThat(check())
                .isEqualTo(new EndpointStatus(RemoteState.UNKNOWN, 200, "HTTP 200 with more than 65536 bytes"));
    }

    @ParameterizedTest
    @ValueSource(ints = {502, 503, 504})
    void response_of_a_gateway_means_unreachable(int status) throws InterruptedException {
        service.answers(status, "<html>Bad Gateway</html>");

        assertThat(check())
                .isEqualTo(new EndpointStatus(
                        RemoteState.UNREACHABLE, status, "HTTP " + status + " without the health of a database"));
    }

    @Test
    void silent_service_is_unreachable_after_the_timeout() throws InterruptedException {
        service.hangs();

        assertThat(endpoint(service.url(), SHORT).check().status())
                .isEqualTo(EndpointStatus.unreachable("no answer within 300ms"));
    }

    @Test
    void service_that_stalls_during_its_response_is_unreachable_after_the_timeout() throws InterruptedException {
        service.hangsAfterTheHead();

        assertThat(endpoint(service.url(), SHORT).check().status())
                .isEqualTo(EndpointStatus.unreachable("no answer within 300ms"));
    }

    @Test
    void closed_port_refuses() throws InterruptedException {
        service.close();

        assertThat(check()).isEqualTo(EndpointStatus.unreachable("connection refused"));
    }

    @Test
    void unresolved_name_is_an_unknown_host() throws InterruptedException {
        assertThat(endpoint("http://unknown.invalid:3000", LONG).check().status())
                .isEqualTo(EndpointStatus.unreachable("unknown host"));
    }

    @Test
    void plain_http_instead_of_tls_is_reported_as_such() throws Exception {
        assertThat(verdictOfBroken("https", "HTTP/1.1 400 Bad Request\r\n\r\n").detail())
                .startsWith("TLS failed: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "garbage\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"})
    void connection_that_breaks_is_unreachable(String bytes) throws Exception {
        assertThat(verdictOfBroken("http", bytes).detail()).startsWith("connection lost: ");
    }

    private static EndpointStatus verdictOfBroken(String scheme, String bytes) throws Exception {
        try (var server = RawServer.answering(bytes)) {
            EndpointStatus status = endpoint(scheme + "://127.0.0.1:" + server.port(), LONG)
                    .check()
                    .status();
            assertThat(status.state()).isEqualTo(RemoteState.UNREACHABLE);
            return status;
        }
    }

    @Test
    void reconnect_brings_the_token_and_a_poll_does_not() throws InterruptedException {
        service.reconnects();
        var endpoint = new HealthEndpoint(config(service.url(), LONG, TOKEN), new FakeClock(), new FakeTicker());

        endpoint.check();
        assertThat(endpoint.reconnect().status())
                .isEqualTo(new EndpointStatus(RemoteState.HEALTHY, 200, "Database reconnected successfully"));

        assertThat(service.asked())
                .containsExactly(
                        new Asked("GET", "/api/health/database", null),
                        new Asked("POST", "/api/health/database", "Bearer " + TOKEN));
    }

    @Test
    void interrupt_ends_a_poll_at_once() {
        service.hangs();
        Thread.currentThread().interrupt();

        assertThatThrownBy(this::check).isInstanceOf(InterruptedException.class);
    }

    private EndpointStatus check() throws InterruptedException {
        return endpoint(service.url(), LONG).check().status();
    }

    private static HealthEndpoint endpoint(String url, Duration timeout) {
        return new HealthEndpoint(config(url, timeout, null), new FakeClock(), new FakeTicker());
    }

    private static RemoteMonitorConfig config(String url, Duration timeout, String token) {
        return new RemoteMonitorConfig(RemoteEndpoint.parse(url), Duration.ofSeconds(60), timeout, true, token, null);
    }
}

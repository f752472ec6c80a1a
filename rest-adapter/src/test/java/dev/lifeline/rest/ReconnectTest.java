package dev.lifeline.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.connection.ConnectionState;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.status.DatabaseKind;
import dev.lifeline.rest.access.AdminRule;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both ways to force a reconnect, and the access to them. */
class ReconnectTest {
    private static final String BY_QUERY = "GET, /api/health/database?reconnect=true";
    private static final String BY_POST = "POST, /api/health/database";
    private static final RestConfig ON_LOOPBACK = new RestConfig(null, true, false, 65_536);
    private static final RestConfig WITH_TOKEN =
            new RestConfig("t0ken-t0ken-t0ken-t0ken-t0ken-t0ken", true, false, 65_536);

    @ParameterizedTest
    @CsvSource({BY_QUERY, BY_POST})
    void the_response_to_a_reconnect_is_stable_byte_for_byte(String method, String path) {
        try (var service = RunningService.start(ON_LOOPBACK)) {
            HttpResponse<String> answer = service.send(method, path, "");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body())
                    .isEqualTo("{\"status\":\"success\",\"message\":\"Database reconnected successfully\","
                            + "\"timestamp\":\"2024-01-15T10:30:00.000Z\"}");
            assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(service.database.reconnects).hasValue(1);
            assertThat(service.database.checks).hasValue(0);
        }
    }

    @ParameterizedTest
    @CsvSource({BY_QUERY, BY_POST})
    void a_reconnect_that_fails_is_answered_as_a_failed_check(String method, String path) {
        try (var service = RunningService.start(ON_LOOPBACK)) {
            service.database.fails(ConnectionState.LOST, FailureReason.CONNECTION_REFUSED);

            HttpResponse<String> answer = service.send(method, path, "");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body())
                    .isEqualTo("{\"status\":\"error\",\"message\":\"Database connection failed\","
                            + "\"error\":\"Connection refused\",\"timestamp\":\"2024-01-15T10:30:00.000Z\"}");
            assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        }
    }

    @ParameterizedTest
    @CsvSource({BY_QUERY, BY_POST})
    void without_a_token_other_hosts_may_not_reconnect(String method, String path) {
        try (var service = RunningService.start()) {
            HttpResponse<String> answer = service.send(method, path, "");

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(service.database.reconnects).hasValue(0);
        }
    }

    @ParameterizedTest
    @CsvSource({BY_QUERY, BY_POST})
    void with_a_token_reconnect_needs_it_even_on_loopback(String method, String path) {
        try (var service = RunningService.start(WITH_TOKEN)) {
            HttpResponse<String> answer = service.send(method, path, "");

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(service.database.reconnects).hasValue(0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer wrong",
                "Bearer t0ke",
                "Bearer t0ken-t0ken-t0ken-t0ken-t0ken-t0kenn",
                "Bearer",
                "Bearer ",
                "Basic t0ken-t0ken-t0ken-t0ken-t0ken-t0ken",
                "t0ken-t0ken-t0ken-t0ken-t0ken-t0ken"
            })
    void a_wrong_token_is_refused(String authorization) {
        try (var service = RunningService.start(WITH_TOKEN)) {
            HttpResponse<String> answer =
                    service.send("POST", "/api/health/database", "", "Authorization", authorization);

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).doesNotContain("t0ken-t0ken-t0ken-t0ken-t0ken-t0ken");
            assertThat(service.database.reconnects).hasValue(0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer t0ken-t0ken-t0ken-t0ken-t0ken-t0ken",
                "bearer t0ken-t0ken-t0ken-t0ken-t0ken-t0ken",
                "BEARER  t0ken-t0ken-t0ken-t0ken-t0ken-t0ken"
            })
    void a_client_with_the_token_may_reconnect(String authorization) {
        try (var service = RunningService.start(WITH_TOKEN)) {
            HttpResponse<String> answer =
                    service.get("/api/health/database?reconnect=true", "Authorization", authorization);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(service.database.reconnects).hasValue(1);
        }
    }

    static Stream<Arguments> requestsOfForeignPages() {
        return Stream.of(BY_QUERY, BY_POST).map(way -> way.split(", ")).flatMap(way -> Stream.of(
                        "Sec-Fetch-Site: cross-site",
                        "Sec-Fetch-Site: same-site",
                        "Origin: https://evil.example",
                        "Origin: http://127.0.0.1",
                        "Origin: http://here:3000.evil.example",
                        "Origin: http://evil.example/http://here:3000",
                        "Origin: null",
                        "Origin: http://here:3000\r\nOrigin: http://evil.example")
                .map(headers -> Arguments.of(way[0], way[1], headers)));
    }

    @ParameterizedTest
    @MethodSource("requestsOfForeignPages")
    void without_a_token_no_page_of_elsewhere_may_reconnect(String method, String path, String headers)
            throws IOException {
        try (var service = RunningService.start(ON_LOOPBACK)) {
            String answer = service.sendRaw(request(method, path, headers));

            assertThat(answer)
                    .startsWith("HTTP/1.1 403 ")
                    .contains("\r\nContent-Type: application/problem+json\r\n")
                    .contains("\r\nCache-Control: no-store\r\n")
                    .contains("\"detail\":\"Without an admin token this is not allowed to web pages of elsewhere\"");
            assertThat(service.database.reconnects).hasValue(0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sec-Fetch-Site: none",
                "Sec-Fetch-Site: same-origin\r\nOrigin: http://here:3000",
                "Origin: http://here:3000",
                "Origin: https://HERE:3000"
            })
    void without_a_token_the_person_at_this_machine_may_reconnect_with_a_browser(String headers) throws IOException {
        try (var service = RunningService.start(ON_LOOPBACK)) {
            assertThat(service.sendRaw(request("POST", "/api/health/database", headers)))
                    .startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void a_page_of_another_origin_may_read() throws IOException {
        try (var service = RunningService.start(ON_LOOPBACK)) {
            assertThat(service.sendRaw(request("GET", "/api/health/database", "Sec-Fetch-Site: cross-site")))
                    .startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void a_page_of_another_origin_with_the_token_may_reconnect() {
        try (var service = RunningService.start(WITH_TOKEN)) {
            HttpResponse<String> answer = service.send(
                    "POST",
                    "/api/health/database",
                    "",
                    "Authorization",
                    "Bearer t0ken-t0ken-t0ken-t0ken-t0ken-t0ken",
                    "Origin",
                    "https://console.example");

            assertThat(answer.statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = AdminRule.class,
            names = {"SERVER", "SERVER_BY_TOKEN"})
    void where_the_server_admits_requests_only_foreign_pages_without_a_bearer_token_are_refused(AdminRule rule)
            throws IOException {
        try (var service = RunningService.start(new RestConfig(rule, false, 65_536, DatabaseKind.CONFIGURED))) {
            assertThat(service.sendRaw(request("POST", "/api/health/database", "X: y")))
                    .startsWith("HTTP/1.1 200 ");
            assertThat(service.sendRaw(request(
                            "POST", "/api/health/database", "Sec-Fetch-Site: cross-site\r\nAuthorization: Basic x")))
                    .startsWith("HTTP/1.1 403 ");
            assertThat(service.sendRaw(request(
                            "POST", "/api/health/database", "Sec-Fetch-Site: cross-site\r\nAuthorization: Bearer x")))
                    .startsWith("HTTP/1.1 200 ");
            assertThat(service.get("/api/monitoring/status").body())
                    .endsWith("{\"allowed\":true,\"tokenRequired\":" + (rule == AdminRule.SERVER_BY_TOKEN) + "}}");
        }
    }

    @Test
    void a_check_needs_no_token() {
        try (var service = RunningService.start(WITH_TOKEN)) {
            assertThat(service.get("/api/health/database").statusCode()).isEqualTo(200);
        }
    }

    private static String request(String method, String path, String headers) {
        return method + " " + path + " HTTP/1.1\r\nHost: here:3000\r\nConnection: close\r\nContent-Length: 0\r\n"
                + headers + "\r\n\r\n";
    }
}

package dev.lifeline.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.connection.ConnectionState;
import dev.lifeline.domain.connection.FailureReason;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseHealthTest {
    private static final String PATH = "/api/health/database";

    @AutoClose
    private final RunningService service = RunningService.start();

    @Test
    void the_response_for_a_healthy_database_is_stable_byte_for_byte() {
        HttpResponse<String> answer = service.get(PATH);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"status\":\"success\",\"message\":\"Database connection is healthy\","
                        + "\"timestamp\":\"2024-01-15T10:30:00.000Z\"}");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
    }

    @Test
    void the_response_for_a_failed_database_is_stable_byte_for_byte() {
        service.database.fails(ConnectionState.LOST, FailureReason.CONNECTION_TIMEOUT);

        HttpResponse<String> answer = service.get(PATH);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body())
                .isEqualTo("{\"status\":\"error\",\"message\":\"Database connection failed\","
                        + "\"error\":\"Connection timeout\",\"timestamp\":\"2024-01-15T10:30:00.000Z\"}");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    }

    @ParameterizedTest
    @EnumSource(FailureReason.class)
    void every_reason_has_its_own_text(FailureReason reason) {
        service.database.fails(ConnectionState.LOST, reason);

        assertThat(service.get(PATH).body()).contains("\"error\":\"" + reason.text() + "\"");
    }

    @Test
    void every_request_checks_the_database_and_none_replaces_connections() {
        service.get(PATH);
        service.get(PATH + "?reconnect=false");

        assertThat(service.database.checks).hasValue(2);
        assertThat(service.database.reconnects).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yes", "TRUE", "1"})
    void a_reconnect_parameter_other_than_true_or_false_is_refused(String wish) {
        HttpResponse<String> answer = service.get(PATH + "?reconnect=" + wish);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo("{\"type\":\"/problems/invalid-input\",\"title\":\"Invalid input\",\"status\":400,"
                        + "\"detail\":\"reconnect must be true or false\",\"field\":\"reconnect\"}");
        assertThat(service.database.checks).hasValue(0);
    }

    @Test
    void a_repeated_reconnect_parameter_is_refused() {
        HttpResponse<String> answer = service.get(PATH + "?reconnect=true&reconnect=true");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"field\":\"reconnect\"");
        assertThat(service.database.reconnects).hasValue(0);
    }

    @Test
    void a_problem_of_the_health_endpoint_is_not_cached() {
        assertThat(service.send("POST", PATH, "").headers().firstValue("Cache-Control"))
                .contains("no-store");
    }
}

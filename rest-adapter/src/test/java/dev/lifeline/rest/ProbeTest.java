package dev.lifeline.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.connection.ConnectionState;
import dev.lifeline.domain.connection.FailureReason;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeTest {

    @AutoClose
    private final RunningService service = RunningService.start();

    @Test
    void a_service_is_alive_in_every_phase_and_without_a_database() {
        service.database.fails(ConnectionState.LOST, FailureReason.CONNECTION_LOST);
        service.lifecycle.stopping();

        HttpResponse<String> answer = service.get("/health/live");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"status\":\"UP\",\"checks\":[{\"name\":\"process\",\"status\":\"UP\"}]}");
        assertThat(service.database.glances).hasValue(0);
    }

    @Test
    void a_service_that_starts_is_neither_started_nor_ready() {
        assertThat(service.get("/health/ready").statusCode()).isEqualTo(503);

        HttpResponse<String> answer = service.get("/health/started");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body())
                .isEqualTo("{\"status\":\"DOWN\",\"checks\":["
                        + "{\"name\":\"startup\",\"status\":\"DOWN\",\"data\":{\"phase\":\"STARTING\"}}]}");
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    }

    @Test
    void a_service_that_runs_is_started_and_ready() {
        service.lifecycle.started();

        assertThat(service.get("/health/started").statusCode()).isEqualTo(200);

        HttpResponse<String> answer = service.get("/health/ready");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"status\":\"UP\",\"checks\":["
                        + "{\"name\":\"lifecycle\",\"status\":\"UP\",\"data\":{\"phase\":\"RUNNING\"}}]}");
    }

    @Test
    void a_service_that_stops_is_started_but_not_ready() {
        service.lifecycle.started();
        service.lifecycle.stopping();

        assertThat(service.get("/health/started").statusCode()).isEqualTo(200);
        assertThat(service.get("/health/ready").statusCode()).isEqualTo(503);
    }

    @Test
    void by_default_a_service_stays_ready_without_a_database() {
        service.lifecycle.started();
        service.database.fails(ConnectionState.LOST, FailureReason.CONNECTION_LOST);

        assertThat(service.get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(service.database.glances).hasValue(0);
    }

    @Test
    void readiness_includes_the_database_if_configured() {
        try (var strict = RunningService.start(new RestConfig(null, false, true, 65_536))) {
            strict.lifecycle.started();
            assertThat(strict.get("/health/ready").statusCode()).isEqualTo(200);

            strict.database.fails(ConnectionState.LOST, FailureReason.CONNECTION_LOST);

            assertThat(strict.get("/health/ready").statusCode()).isEqualTo(503);
            assertThat(strict.database.checks).hasValue(0);
        }
    }

    @Test
    void the_overview_contains_the_database_and_its_pool() {
        service.lifecycle.started();

        HttpResponse<String> answer = service.get("/health");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"status\":\"UP\",\"checks\":[{\"name\":\"process\",\"status\":\"UP\"},"
                        + "{\"name\":\"startup\",\"status\":\"UP\",\"data\":{\"phase\":\"RUNNING\"}},"
                        + "{\"name\":\"lifecycle\",\"status\":\"UP\",\"data\":{\"phase\":\"RUNNING\"}},"
                        + "{\"name\":\"database\",\"status\":\"UP\",\"data\":{\"state\":\"CONNECTED\","
                        + "\"since\":\"2024-01-15T10:30:00.000Z\",\"generation\":7,"
                        + "\"poolActive\":3,\"poolIdle\":4,\"poolWaiting\":2,\"poolMax\":10}}]}");
    }

    @Test
    void the_overview_is_down_with_the_database_and_contains_the_reason() {
        service.lifecycle.started();
        service.database.fails(ConnectionState.BOOTING, FailureReason.SERVER_STARTING_UP);

        HttpResponse<String> answer = service.get("/health");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body())
                .startsWith("{\"status\":\"DOWN\"")
                .contains("{\"name\":\"database\",\"status\":\"DOWN\",\"data\":{\"state\":\"BOOTING\"")
                .contains("\"reason\":\"Server starting up\"");
    }

    @Test
    void a_saturated_database_is_up() {
        service.lifecycle.started();
        service.database.fails(ConnectionState.SATURATED, FailureReason.POOL_EXHAUSTED);

        assertThat(service.get("/health").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/live", "/health/ready", "/health/started"})
    void no_probe_waits_for_the_database_and_no_answer_is_kept(String path) {
        HttpResponse<String> answer = service.get(path);

        assertThat(service.database.checks).hasValue(0);
        assertThat(service.database.reconnects).hasValue(0);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    }
}

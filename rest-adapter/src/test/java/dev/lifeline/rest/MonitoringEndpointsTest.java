package dev.lifeline.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.connection.CallerCounts;
import dev.lifeline.domain.connection.CheckResult;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.incident.Incident;
import dev.lifeline.domain.incident.IncidentKind;
import dev.lifeline.domain.status.RequestFigures;
import dev.lifeline.domain.status.ServiceStatus;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MonitoringEndpointsTest {
    private static final Incident OUTAGE = Incident.ongoing(
                    "run-1",
                    IncidentKind.OUTAGE,
                    FailureReason.CONNECTION_TIMEOUT,
                    "2 consecutive checks failed",
                    FakeDatabase.NOW.minusMillis(2_100),
                    FakeDatabase.NOW)
            .known("2 consecutive checks failed", 3);

    @AutoClose
    private final RunningService service = RunningService.start();

    @Test
    void status_has_all_members_in_this_order() {
        service.status = new ServiceStatus(
                service.database.health(),
                new RequestFigures(12.54, 0.04, Duration.ofNanos(1_240_000), Duration.ofMillis(8)),
                List.of(
                        CheckResult.failed(
                                FakeDatabase.NOW, Duration.ofMillis(1_000), FailureReason.CONNECTION_TIMEOUT),
                        CheckResult.healthy(FakeDatabase.NOW.minusSeconds(30), Duration.ofNanos(1_290_000))),
                OUTAGE,
                service.status.instance(),
                FakeDatabase.NOW.plusSeconds(1));

        HttpResponse<String> answer = service.get("/api/monitoring/status");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.body())
                .isEqualTo("{\"state\":\"CONNECTED\",\"serving\":true,\"since\":\"2024-01-15T10:30:00.000Z\","
                        + "\"error\":null,\"generation\":7,"
                        + "\"pool\":{\"active\":3,\"idle\":4,\"waiting\":2,\"max\":10},"
                        + "\"gate\":{\"waiting\":0,\"admitted\":0,\"refused\":0,"
                        + "\"retriesLeft\":100.0,\"overdue\":false},"
                        + "\"requests\":{\"perSecond\":12.5,\"failedPerSecond\":0.0,"
                        + "\"p50Millis\":1.2,\"p99Millis\":8.0},"
                        + "\"checks\":[{\"at\":\"2024-01-15T10:30:00.000Z\",\"tookMillis\":1000.0,"
                        + "\"error\":\"Connection timeout\"},"
                        + "{\"at\":\"2024-01-15T10:29:30.000Z\",\"tookMillis\":1.3,\"error\":null}],"
                        + "\"outage\":{\"id\":\"run-1\",\"kind\":\"OUTAGE\",\"phase\":\"ONGOING\","
                        + "\"cause\":\"Connection timeout\",\"evidence\":\"2 consecutive checks failed\","
                        + "\"startedAt\":\"2024-01-15T10:29:57.900Z\",\"detectedAt\":\"2024-01-15T10:30:00.000Z\","
                        + "\"endedAt\":null,\"durationMillis\":null,\"attempts\":3,\"callers\":null},"
                        + "\"startedAt\":\"2024-01-15T10:30:00.000Z\",\"version\":\"1.2.3\","
                        + "\"at\":\"2024-01-15T10:30:01.000Z\","
                        + "\"reconnect\":{\"allowed\":false,\"tokenRequired\":false}}");
    }

    @Test
    void status_without_requests_has_no_latencies() {
        assertThat(service.get("/api/monitoring/status").body())
                .contains("\"p50Millis\":null,\"p99Millis\":null", "\"checks\":[],\"outage\":null");
    }

    @ParameterizedTest
    @CsvSource({
        "secret-of-more-than-32-characters, false, none, true, true",
        "secret-of-more-than-32-characters, true, cross-site, true, true",
        ", true, none, true, false",
        ", true, same-origin, true, false",
        ", true, cross-site, false, false",
        ", false, none, false, false"
    })
    void status_contains_whether_the_caller_may_reconnect(
            String token, boolean loopback, String site, boolean allowed, boolean tokenRequired) {
        try (RunningService other = RunningService.start(new RestConfig(token, loopback, false, 65_536))) {
            assertThat(other.get("/api/monitoring/status", "Sec-Fetch-Site", site)
                            .body())
                    .endsWith("\"reconnect\":{\"allowed\":" + allowed + ",\"tokenRequired\":" + tokenRequired + "}}");
        }
    }

    @Test
    void incidents_have_all_members_in_this_order() {
        service.incidents = limit -> List.of(
                OUTAGE.known(new CallerCounts(120, 119, 1))
                        .ended(FakeDatabase.NOW.plusSeconds(4), Duration.ofMillis(6_100)),
                OUTAGE.lostSightOf("its end was not observed"));

        HttpResponse<String> answer = service.get("/api/monitoring/incidents");

        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.body())
                .isEqualTo("{\"incidents\":[{\"id\":\"run-1\",\"kind\":\"OUTAGE\",\"phase\":\"ENDED\","
                        + "\"cause\":\"Connection timeout\",\"evidence\":\"2 consecutive checks failed\","
                        + "\"startedAt\":\"2024-01-15T10:29:57.900Z\",\"detectedAt\":\"2024-01-15T10:30:00.000Z\","
                        + "\"endedAt\":\"2024-01-15T10:30:04.000Z\",\"durationMillis\":6100,\"attempts\":3,"
                        + "\"callers\":{\"waited\":120,\"saved\":119,\"failed\":1}},"
                        + "{\"id\":\"run-1\",\"kind\":\"OUTAGE\",\"phase\":\"UNKNOWN\","
                        + "\"cause\":\"Connection timeout\",\"evidence\":\"its end was not observed\","
                        + "\"startedAt\":\"2024-01-15T10:29:57.900Z\",\"detectedAt\":\"2024-01-15T10:30:00.000Z\","
                        + "\"endedAt\":null,\"durationMillis\":null,\"attempts\":3,\"callers\":null}]}");
    }

    @ParameterizedTest
    @CsvSource({"'', 50", "?limit=1, 1", "?limit=200, 200", "?limit=007, 7", "?other=x, 50"})
    void limit_parameter_bounds_the_incidents(String query, int limit) {
        var asked = new AtomicInteger();
        service.incidents = number -> {
            asked.set(number);
            return List.of();
        };

        assertThat(service.get("/api/monitoring/incidents" + query).body()).isEqualTo("{\"incidents\":[]}");
        assertThat(asked).hasValue(limit);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=201",
                "limit=-1",
                "limit=x",
                "limit=",
                "limit",
                "limit=1&limit=2",
                "limit=9999999999"
            })
    void limit_out_of_bounds_is_refused_by_name(String query) {
        HttpResponse<String> answer = service.get("/api/monitoring/incidents?" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"field\":\"limit\"");
    }
}

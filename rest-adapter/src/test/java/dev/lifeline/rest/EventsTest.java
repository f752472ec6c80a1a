package dev.lifeline.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.domain.connection.CheckResult;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.incident.Incident;
import dev.lifeline.domain.incident.IncidentKind;
import dev.lifeline.domain.status.ServiceStatus;
import dev.lifeline.domain.status.StreamedEvent.ConnectionNote;
import dev.lifeline.domain.status.StreamedEvent.Gap;
import dev.lifeline.domain.status.StreamedEvent.IncidentNote;
import dev.lifeline.rest.RecordingObserver.Observation;
import dev.lifeline.testing.http.EventReader;
import dev.lifeline.testing.log.LogCapture;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventsTest {
    private static final String EVENTS = "/api/monitoring/events";

    @AutoClose
    private final RunningService service = RunningService.start();

    @Test
    void stream_begins_with_the_status_and_the_retry_interval() throws IOException {
        String status = service.get("/api/monitoring/status").body();

        HttpResponse<InputStream> answer = service.stream(EVENTS);
        try (EventReader reader = new EventReader(answer.body())) {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
            assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(reader.next())
                    .containsExactlyInAnyOrder(": alive", "event: status", "retry: 2000", "data: " + status);
        }
    }

    @Test
    void event_comes_with_its_id() throws IOException {
        service.events.events.add(
                new ConnectionNote("run-7", FakeDatabase.NOW, "ConnectionLost", "line \"of\" ü\nwords"));
        service.events.events.add(new IncidentNote(
                "run-8",
                Incident.ongoing(
                        "run-1",
                        IncidentKind.OUTAGE,
                        FailureReason.CONNECTION_REFUSED,
                        "1 look failed",
                        FakeDatabase.NOW,
                        FakeDatabase.NOW)));
        service.events.events.add(new Gap());

        try (EventReader reader = read()) {
            reader.next();

            assertThat(reader.next())
                    .containsExactlyInAnyOrder(
                            "event: connection",
                            "id: run-7",
                            "data: {\"at\":\"2024-01-15T10:30:00.000Z\",\"type\":\"ConnectionLost\","
                                    + "\"text\":\"line \\\"of\\\" ü\\nwords\"}");
            assertThat(reader.next())
                    .containsExactlyInAnyOrder(
                            "event: incident",
                            "id: run-8",
                            "data: {\"id\":\"run-1\",\"kind\":\"OUTAGE\",\"phase\":\"ONGOING\","
                                    + "\"cause\":\"Connection refused\",\"evidence\":\"1 look failed\","
                                    + "\"startedAt\":\"2024-01-15T10:30:00.000Z\","
                                    + "\"detectedAt\":\"2024-01-15T10:30:00.000Z\",\"endedAt\":null,"
                                    + "\"durationMillis\":null,\"attempts\":0,\"callers\":null}");
            assertThat(reader.next()).containsExactlyInAnyOrder("event: reset", "data: {}");
        }
    }

    @Test
    void status_comes_when_it_changes() throws IOException {
        try (EventReader reader = read()) {
            reader.next();
            change(Duration.ofSeconds(1));
            assertThat(String.join("\n", reader.next()))
                    .contains("event: status", "10:30:01.000Z")
                    .doesNotContain("retry");
            change(Duration.ofSeconds(2));
            assertThat(String.join("\n", reader.next())).contains("event: status", "10:30:02.000Z");
        }
    }

    @Test
    void stream_without_events_sends_keepalives() throws IOException {
        try (EventReader reader = read()) {
            reader.next();
            service.ticker.advance(Duration.ofSeconds(5));

            assertThat(reader.next()).contains(": alive", "event: status");
        }
    }

    @Test
    void returning_client_sends_its_last_event_id() throws IOException {
        try (EventReader reader = read("Last-Event-ID", "run-42")) {
            reader.next();

            assertThat(service.events.lastIds).containsExactly("run-42");
        }
    }

    @Test
    void stream_ends_with_the_service() throws IOException {
        service.events.over = true;

        try (EventReader reader = read()) {
            assertThat(reader.next()).isNotEmpty();
            assertThat(reader.next()).isEmpty();
        }
        await().until(() -> service.events.closed);
    }

    @Test
    void disconnected_client_frees_its_stream() throws IOException {
        try (EventReader reader = read()) {
            reader.next();
        }
        assertThat(service.events.closed).isFalse();

        try (LogCapture log = LogCapture.ofEverything()) {
            await().until(() -> {
                change(Duration.ofSeconds(service.events.closed ? 0 : System.nanoTime() % 1_000));
                return service.events.closed;
            });
            assertThat(log.alarms()).isEmpty();
        }
    }

    @Test
    void client_beyond_the_limit_gets_a_retry_after() {
        service.events.full = true;

        HttpResponse<String> answer = service.get(EVENTS);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("5");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("too many readers");
    }

    @Test
    void client_that_accepts_another_type_gets_no_stream() {
        assertThat(service.get(EVENTS, "Accept", "application/json").statusCode())
                .isEqualTo(406);
    }

    @Test
    void head_request_does_not_open_the_stream() {
        HttpResponse<String> answer = service.send("HEAD", EVENTS, "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(service.events.closed).isFalse();
    }

    @Test
    void open_stream_is_observed_when_it_begins_and_not_as_a_slow_request() throws IOException {
        try (EventReader reader = read()) {
            reader.next();
            service.ticker.advance(Duration.ofMinutes(5));
            service.events.over = true;
            assertThat(reader.nextWith("no such event")).isEmpty();
        }

        assertThat(service.observer.observations).containsExactly(new Observation("GET", EVENTS, 200, Duration.ZERO));
    }

    private EventReader read(String... headers) {
        return new EventReader(service.stream(EVENTS, headers).body());
    }

    private void change(Duration later) {
        ServiceStatus before = service.status;
        service.status = new ServiceStatus(
                before.health(),
                before.requests(),
                List.of(new CheckResult(FakeDatabase.NOW.plus(later), Duration.ofMillis(1), null)),
                null,
                before.instance(),
                before.at());
    }
}

package dev.lifeline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lifeline.domain.connection.CallerCounts;
import dev.lifeline.domain.connection.CheckResult;
import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.connection.ConnectionEvent.CheckFailed;
import dev.lifeline.domain.connection.ConnectionEvent.CheckPassed;
import dev.lifeline.domain.connection.ConnectionEvent.ConnectionLost;
import dev.lifeline.domain.connection.ConnectionEvent.ConnectionRecovered;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.incident.IncidentPhase;
import dev.lifeline.domain.settings.InvalidSettingsException;
import dev.lifeline.domain.status.EventStream;
import dev.lifeline.domain.status.ServiceInstance;
import dev.lifeline.domain.status.StreamedEvent;
import dev.lifeline.domain.testing.FakeClock;
import dev.lifeline.domain.testing.FakeTicker;
import dev.lifeline.monitoring.internal.message.ConnectionLog;
import dev.lifeline.testing.http.Receiver;
import dev.lifeline.testing.log.LogCapture;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MonitoringTest {
    private static final CallerCounts NOBODY = new CallerCounts(0, 0, 0);
    private static final Instant NOW = Instant.parse("2024-01-15T10:30:00Z");

    private final FakeTicker ticker = new FakeTicker();
    private final StubHealth health = new StubHealth();
    private final LogCapture log = LogCapture.of(ConnectionLog.class);
    private final Monitoring monitoring = Monitoring.create(MonitoringConfig.defaults(), new FakeClock(NOW), ticker);

    @AfterEach
    void close() {
        monitoring.close();
        log.close();
    }

    @Test
    void nothing_is_checked_before_the_start() {
        assertThat(health.callers()).isEmpty();
        assertThat(lines()).noneMatch(line -> line.startsWith("lifeline_database_state{"));
    }

    @Test
    void the_first_check_runs_at_once_on_a_separate_thread() {
        monitoring.start(health);

        await().untilAsserted(() -> assertThat(health.callers()).hasSize(1));
        assertThat(health.callers().get(0).getName()).isEqualTo("lifeline-monitoring-1");
        assertThat(health.callers().get(0).isDaemon()).isTrue();
    }

    @Test
    void closing_ends_the_thread() {
        monitoring.start(health);
        await().untilAsserted(() -> assertThat(health.callers()).hasSize(1));

        monitoring.close();
        monitoring.close();

        await().untilAsserted(
                        () -> assertThat(health.callers().get(0).isAlive()).isFalse());
    }

    @Test
    void monitoring_starts_only_once() {
        monitoring.start(health);

        assertThatIllegalStateException().isThrownBy(() -> monitoring.start(health));
    }

    @Test
    void monitoring_does_not_start_after_its_end() {
        monitoring.close();

        assertThatIllegalStateException().isThrownBy(() -> monitoring.start(health));
    }

    @Test
    void monitoring_needs_settings_and_time() {
        assertThatNullPointerException().isThrownBy(() -> Monitoring.create(null, new FakeClock(), ticker));
        assertThatNullPointerException().isThrownBy(() -> Monitoring.create(MonitoringConfig.defaults(), null, ticker));
        assertThatNullPointerException()
                .isThrownBy(() -> Monitoring.create(MonitoringConfig.defaults(), new FakeClock(), null));
        assertThatNullPointerException().isThrownBy(() -> monitoring.start(null));
    }

    @Test
    void an_event_reaches_the_log_and_the_metrics_even_before_the_start() {
        tell(new ConnectionLost(NOW, FailureReason.CONNECTION_REFUSED, 1, Duration.ofMillis(40)));

        assertThat(log.lines())
                .containsExactly(
                        "WARN Database connection lost - attempting recovery (Connection refused, known after 0.0 s)");
        assertThat(lines()).contains("lifeline_database_outages_total{reason=\"connection_refused\"} 1.0");
    }

    @Test
    void metrics_and_log_continue_after_the_end() {
        monitoring.start(health);
        monitoring.close();

        tell(new ConnectionLost(NOW, FailureReason.SHUTTING_DOWN, 1, Duration.ofMillis(40)));

        assertThat(lines()).contains("lifeline_database_outages_total{reason=\"shutting_down\"} 1.0");
        assertThat(log.lines()).hasSize(1);
    }

    @Test
    void without_a_receiver_there_is_no_metric_of_alerts() {
        assertThat(lines()).noneMatch(line -> line.startsWith("lifeline_alerts"));
    }

    @Test
    void an_outage_is_sent_to_a_webhook_and_an_alertmanager_and_counted() {
        try (var receiver = new Receiver()) {
            Monitoring telling = telling(receiver);
            assertThat(lines(telling))
                    .contains(
                            "lifeline_alerts_deliveries_total{channel=\"webhook\",result=\"delivered\"} 0.0",
                            "lifeline_alerts_deliveries_total{channel=\"alertmanager\",result=\"dropped\"} 0.0");

            telling.listener().on(new ConnectionLost(NOW, FailureReason.CONNECTION_REFUSED, 1, Duration.ZERO));
            await().until(() -> receiver.got().size() == 2);
            telling.listener().on(new ConnectionRecovered(NOW, Duration.ofSeconds(40), 17, NOBODY));
            telling.close(); // waits for running deliveries

            assertThat(receiver.got())
                    .extracting(Receiver.Got::path)
                    .containsExactlyInAnyOrder("/hook", "/hook", "/am/api/v2/alerts", "/am/api/v2/alerts");
            assertThat(lines(telling))
                    .contains(
                            "lifeline_alerts_deliveries_total{channel=\"webhook\",result=\"delivered\"} 2.0",
                            "lifeline_alerts_deliveries_total{channel=\"alertmanager\",result=\"delivered\"} 2.0");
        }
    }

    private Monitoring telling(Receiver receiver) {
        var alerts = new AlertConfig(
                receiver.url("/hook"),
                receiver.url("/am"),
                "checkout",
                Duration.ZERO,
                Duration.ofMinutes(30),
                Duration.ofSeconds(30));
        return Monitoring.create(MonitoringConfig.defaults().withAlerts(alerts), new FakeClock(NOW), ticker);
    }

    @Test
    void a_lasting_outage_causes_an_alert_after_the_start_of_monitoring() {
        try (var receiver = new Receiver();
                var telling = Monitoring.create(
                        MonitoringConfig.defaults().withAlerts(AlertConfig.toWebhook(receiver.url("/"), "checkout")),
                        new FakeClock(NOW),
                        ticker)) {
            telling.start(health);
            telling.listener().on(new ConnectionLost(NOW, FailureReason.CONNECTION_REFUSED, 1, Duration.ZERO));

            ticker.advance(Duration.ofSeconds(5));

            await().untilAsserted(() -> assertThat(receiver.bodies())
                    .singleElement()
                    .asString()
                    .contains("\"status\":\"firing\",\"alert\":\"DatabaseLost\""));
        }
    }

    @Test
    void an_outage_is_an_incident_and_in_the_status_and_in_the_streams() throws InterruptedException {
        var status = monitoring.status(health, new ServiceInstance("1.2.3", NOW));
        EventStream stream = monitoring.events().follow().orElseThrow();

        tell(new CheckFailed(NOW, Duration.ofMillis(3), FailureReason.CONNECTION_REFUSED));
        tell(new ConnectionLost(NOW, FailureReason.CONNECTION_REFUSED, 1, Duration.ofMillis(40)));

        assertThat(monitoring.incidents().newest(9))
                .singleElement()
                .satisfies(incident -> assertThat(status.status().outage()).isEqualTo(incident));
        assertThat(status.status().checks())
                .containsExactly(CheckResult.failed(NOW, Duration.ofMillis(3), FailureReason.CONNECTION_REFUSED));
        assertThat(List.of(next(stream), next(stream), next(stream)))
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("ConnectionNote", "ConnectionNote", "IncidentNote");
    }

    @Test
    void routine_checks_are_not_in_the_streams() throws InterruptedException {
        tell(new CheckPassed(NOW, Duration.ofMillis(1)));
        EventStream stream = monitoring.events().follow().orElseThrow();

        tell(new CheckPassed(NOW, Duration.ofMillis(1)));

        assertThat(stream.next(Duration.ZERO)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/projects, true",
        "/api/projects/{idOrSlug}, true",
        "/api/health/database, false",
        "/api/monitoring/status, false",
        "/health/live, false",
        "/metrics, false",
        "unmatched, false",
        "refused, false"
    })
    void only_requests_for_projects_are_in_the_status(String route, boolean counted) {
        monitoring.httpRequest("GET", route, 200, Duration.ofMillis(4));

        double perSecond = monitoring
                .status(health, new ServiceInstance("1.2.3", NOW))
                .status()
                .requests()
                .perSecond();
        assertThat(perSecond).isEqualTo(counted ? 1 : 0);
    }

    @Test
    void incidents_outlive_the_process_in_a_directory(@TempDir Path directory) {
        var config = new MonitoringConfig(Duration.ofSeconds(30), directory, AlertConfig.none());
        try (Monitoring first = Monitoring.create(config, new FakeClock(NOW), ticker)) {
            first.listener().on(new ConnectionLost(NOW, FailureReason.CONNECTION_REFUSED, 1, Duration.ZERO));
            assertThatThrownBy(() -> Monitoring.create(config, new FakeClock(NOW), ticker))
                    .isInstanceOf(InvalidSettingsException.class);
        }

        try (Monitoring second = Monitoring.create(config, new FakeClock(NOW.plusSeconds(60)), ticker)) {
            assertThat(second.incidents().newest(9)).singleElement().satisfies(incident -> assertThat(incident.phase())
                    .isEqualTo(IncidentPhase.UNKNOWN));
        }
    }

    @Test
    void streams_end_with_the_monitoring() {
        EventStream stream = monitoring.events().follow().orElseThrow();

        monitoring.close();

        assertThat(stream.isOpen()).isFalse();
        assertThat(monitoring.events().follow()).isEmpty();
    }

    private static StreamedEvent next(EventStream stream) throws InterruptedException {
        return stream.next(Duration.ZERO).orElseThrow();
    }

    private void tell(ConnectionEvent... events) {
        for (ConnectionEvent event : events) {
            monitoring.listener().on(event);
        }
    }

    private List<String> lines() {
        return lines(monitoring);
    }

    private static List<String> lines(Monitoring monitoring) {
        return monitoring.metrics().export("").body().lines().toList();
    }
}

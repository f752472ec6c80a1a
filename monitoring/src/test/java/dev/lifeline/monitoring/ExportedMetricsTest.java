package dev.lifeline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.connection.CallerCounts;
import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.connection.ConnectionEvent.CheckFailed;
import dev.lifeline.domain.connection.ConnectionEvent.CheckPassed;
import dev.lifeline.domain.connection.ConnectionEvent.ConnectionLost;
import dev.lifeline.domain.connection.ConnectionEvent.ConnectionRecovered;
import dev.lifeline.domain.connection.ConnectionEvent.CutCause;
import dev.lifeline.domain.connection.ConnectionEvent.FlowCut;
import dev.lifeline.domain.connection.ConnectionEvent.GenerationReplaced;
import dev.lifeline.domain.connection.ConnectionEvent.OperationGivenUp;
import dev.lifeline.domain.connection.ConnectionEvent.OperationRetried;
import dev.lifeline.domain.connection.ConnectionEvent.RecoveryAttemptFailed;
import dev.lifeline.domain.connection.ConnectionEvent.ReplacementCause;
import dev.lifeline.domain.connection.ConnectionEvent.WaitJudged;
import dev.lifeline.domain.connection.ConnectionEvent.WaitVerdict;
import dev.lifeline.domain.connection.ConnectionState;
import dev.lifeline.domain.connection.EngineLoad;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.connection.PoolOccupancy;
import dev.lifeline.domain.testing.FakeClock;
import dev.lifeline.domain.testing.FakeTicker;
import dev.lifeline.monitoring.internal.message.ConnectionLog;
import dev.lifeline.testing.log.LogCapture;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Metrics of events, of the state of the connection and of requests, and their formats. */
class ExportedMetricsTest {
    private static final CallerCounts NOBODY = new CallerCounts(0, 0, 0);
    private static final Instant NOW = Instant.parse("2024-01-15T10:30:00Z");
    private static final ConnectionLost LOST =
            new ConnectionLost(NOW, FailureReason.CONNECTION_LOST, 1, Duration.ofMillis(40));
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0";

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
    void series_of_events_exist_at_zero_before_the_first_event() {
        assertThat(lines())
                .contains(
                        "lifeline_database_checks_total{result=\"healthy\"} 0.0",
                        "lifeline_database_checks_total{result=\"connection_timeout\"} 0.0",
                        "lifeline_database_check_duration_seconds_count 0",
                        "lifeline_database_outages_total{reason=\"connection_lost\"} 0.0",
                        "lifeline_database_outage_duration_seconds_count 0",
                        "lifeline_database_outage_current_seconds 0.0",
                        "lifeline_database_recovery_attempts_total{result=\"failed\"} 0.0",
                        "lifeline_database_recovery_attempts_total{result=\"succeeded\"} 0.0",
                        "lifeline_database_retries_total{reason=\"connection_lost\"} 0.0",
                        "lifeline_database_operations_given_up_total{reason=\"connection_lost\"} 0.0",
                        "lifeline_database_pool_replacements_total{cause=\"forced\"} 0.0");
    }

    @Test
    void checks_are_counted_by_result_and_timed() {
        tell(new CheckPassed(NOW, Duration.ofMillis(250)));
        tell(new CheckPassed(NOW, Duration.ofMillis(250)));
        tell(new CheckFailed(NOW, Duration.ofSeconds(1), FailureReason.CONNECTION_TIMEOUT));

        assertThat(lines())
                .contains(
                        "lifeline_database_checks_total{result=\"healthy\"} 2.0",
                        "lifeline_database_checks_total{result=\"connection_timeout\"} 1.0",
                        "lifeline_database_check_duration_seconds_count 3",
                        "lifeline_database_check_duration_seconds_sum 1.5",
                        "lifeline_database_check_duration_seconds_max 1.0");
    }

    @Test
    void the_present_outage_grows_until_it_ends() {
        tell(LOST);
        ticker.advance(Duration.ofMillis(2_500));
        assertThat(lines()).contains("lifeline_database_outage_current_seconds 2.54");

        tell(new RecoveryAttemptFailed(NOW, 1, FailureReason.CONNECTION_REFUSED, Duration.ofMillis(100)));
        tell(new ConnectionRecovered(NOW, Duration.ofMillis(2_500), 2, NOBODY));

        assertThat(lines())
                .contains(
                        "lifeline_database_outage_current_seconds 0.0",
                        "lifeline_database_outages_total{reason=\"connection_lost\"} 1.0",
                        "lifeline_database_outage_duration_seconds_count 1",
                        "lifeline_database_outage_duration_seconds_sum 2.5",
                        "lifeline_database_recovery_attempts_total{result=\"failed\"} 1.0",
                        "lifeline_database_recovery_attempts_total{result=\"succeeded\"} 1.0");
    }

    @Test
    void the_seconds_in_outages_grow_while_one_lasts_and_never_shrink() {
        tell(LOST);
        ticker.advance(Duration.ofMillis(2_500));
        assertThat(lines()).contains("lifeline_database_outage_seconds_total 2.54");

        tell(new ConnectionRecovered(NOW, Duration.ofMillis(2_400), 2, NOBODY));
        ticker.advance(Duration.ofMinutes(1));
        assertThat(lines()).contains("lifeline_database_outage_seconds_total 2.54");

        tell(LOST);
        ticker.advance(Duration.ofSeconds(1));
        assertThat(lines()).contains("lifeline_database_outage_seconds_total 3.58");
    }

    @Test
    void detection_length_and_recovery_of_outages_are_histograms() {
        tell(new CheckFailed(NOW, Duration.ofMillis(20), FailureReason.CONNECTION_REFUSED), LOST);
        ticker.advance(Duration.ofMillis(2_000));
        tell(
                new CheckFailed(NOW, Duration.ofMillis(100), FailureReason.CONNECTION_REFUSED),
                new RecoveryAttemptFailed(NOW, 1, FailureReason.CONNECTION_REFUSED, Duration.ofMillis(100)));
        ticker.advance(Duration.ofMillis(200));
        tell(
                new CheckFailed(
                        NOW, Duration.ofMillis(10), FailureReason.READ_ONLY_SERVER), // it answers, so the outage ends
                new ConnectionRecovered(NOW, Duration.ofMillis(2_200), 2, NOBODY));

        assertThat(lines())
                .contains(
                        "lifeline_database_outage_detection_seconds_bucket{le=\"0.05\"} 1",
                        "lifeline_database_outage_duration_seconds_bucket{le=\"2.0\"} 0",
                        "lifeline_database_outage_duration_seconds_bucket{le=\"3.0\"} 1",
                        "lifeline_database_outage_duration_seconds_bucket{le=\"60.0\"} 1",
                        "lifeline_database_outage_recovery_seconds_bucket{le=\"0.25\"} 0",
                        "lifeline_database_outage_recovery_seconds_bucket{le=\"0.5\"} 1",
                        "lifeline_database_outage_recovery_seconds_sum 0.3");
    }

    @Test
    void examined_waits_are_counted_by_verdict() {
        tell(new WaitJudged(NOW, Duration.ofMillis(600), WaitVerdict.SLOW));

        assertThat(lines())
                .contains(
                        "lifeline_database_wait_verdicts_total{verdict=\"slow\"} 1.0",
                        "lifeline_database_wait_verdicts_total{verdict=\"dead\"} 0.0",
                        "lifeline_database_wait_verdicts_total{verdict=\"undecided\"} 0.0",
                        "lifeline_database_wait_verdicts_total{verdict=\"no_answer\"} 0.0");
    }

    @Test
    void gates_and_budget_are_gauges() {
        monitoring.start(health);

        health.becomes(StubHealth.with(new EngineLoad(3, 120, 7, 42.5)));

        assertThat(lines())
                .contains(
                        "lifeline_database_gate_waiting_callers 3.0",
                        "lifeline_database_gate_callers_total{fate=\"admitted\"} 120.0",
                        "lifeline_database_gate_callers_total{fate=\"refused\"} 7.0",
                        "lifeline_database_retry_budget_retries 42.5");
    }

    @Test
    void operations_are_counted_by_reason() {
        tell(new OperationRetried(NOW, 2, 3, FailureReason.CONNECTION_LOST));
        tell(new OperationRetried(NOW, 3, 3, FailureReason.CONNECTION_LOST));
        tell(new OperationGivenUp(NOW, 3, FailureReason.TRANSACTION_CONFLICT));

        assertThat(lines())
                .contains(
                        "lifeline_database_retries_total{reason=\"connection_lost\"} 2.0",
                        "lifeline_database_operations_given_up_total{reason=\"transaction_conflict\"} 1.0");
    }

    @Test
    void connections_that_were_cut_are_counted_by_cause() {
        tell(new FlowCut(NOW, Duration.ofSeconds(1), CutCause.DEAD_FLOW, "no such backend"));

        assertThat(lines())
                .contains(
                        "lifeline_database_flows_cut_total{cause=\"dead_flow\"} 1.0",
                        "lifeline_database_flows_cut_total{cause=\"server_silent\"} 0.0");
    }

    @ParameterizedTest
    @EnumSource
    void replacements_of_the_pool_are_counted_by_cause(ReplacementCause cause) {
        tell(new GenerationReplaced(NOW, 2, cause));

        assertThat(lines())
                .filteredOn(line -> line.startsWith("lifeline_database_pool_replacements_total{"))
                .filteredOn(line -> line.endsWith(" 1.0"))
                .singleElement()
                .asString()
                .containsIgnoringCase("cause=\"" + cause + "\"");
    }

    @ParameterizedTest
    @EnumSource
    void exactly_the_present_state_is_1(ConnectionState state) {
        monitoring.start(health);

        health.becomes(StubHealth.in(state, 1, new PoolOccupancy(0, 0, 0, 10)));

        assertThat(lines())
                .filteredOn(line -> line.startsWith("lifeline_database_state{"))
                .hasSize(ConnectionState.values().length)
                .filteredOn(line -> line.endsWith(" 1.0"))
                .singleElement()
                .asString()
                .containsIgnoringCase("state=\"" + state + "\"");
        assertThat(lines()).contains("lifeline_database_up " + (state.isServing() ? "1.0" : "0.0"));
    }

    @Test
    void the_occupancy_of_the_pool_is_a_gauge() {
        monitoring.start(health);

        health.becomes(StubHealth.in(ConnectionState.SATURATED, 7, new PoolOccupancy(10, 2, 3, 12)));

        assertThat(lines())
                .contains(
                        "lifeline_database_pool_active_connections 10.0",
                        "lifeline_database_pool_idle_connections 2.0",
                        "lifeline_database_pool_waiting_callers 3.0",
                        "lifeline_database_pool_max_connections 12.0",
                        "lifeline_database_pool_generation 7.0");
    }

    @Test
    void http_requests_are_timed_by_method_route_and_status() {
        monitoring.httpRequest("GET", "/api/projects/{idOrSlug}", 200, Duration.ofMillis(10));
        monitoring.httpRequest("GET", "/api/projects/{idOrSlug}", 200, Duration.ofMillis(240));

        String tags = "{method=\"GET\",route=\"/api/projects/{idOrSlug}\",status=\"200\"}";
        assertThat(lines())
                .contains(
                        "http_server_requests_seconds_count" + tags + " 2",
                        "http_server_requests_seconds_sum" + tags + " 0.25",
                        "http_server_requests_seconds_bucket{method=\"GET\",route=\"/api/projects/{idOrSlug}\","
                                + "status=\"200\",le=\"0.025\"} 1");
    }

    @Test
    void the_virtual_machine_is_measured() {
        assertThat(lines())
                .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{"))
                .anyMatch(line -> line.startsWith("jvm_threads_live_threads "))
                .anyMatch(line -> line.startsWith("jvm_gc_"))
                .anyMatch(line -> line.startsWith("process_cpu_usage "))
                .anyMatch(line -> line.startsWith("process_cpu_seconds_total "))
                .anyMatch(line -> line.startsWith("process_uptime_seconds "));
    }

    @Test
    void by_default_the_format_is_the_text_format_of_prometheus() {
        var export = monitoring.metrics().export("*/*");

        assertThat(export.contentType()).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        assertThat(export.body())
                .contains("# HELP lifeline_database_outages_total ")
                .doesNotContain("# EOF");
    }

    @Test
    void open_metrics_is_exported_on_request() {
        var export = monitoring.metrics().export(OPEN_METRICS);

        assertThat(export.contentType()).isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8");
        assertThat(export.body())
                .contains("# TYPE lifeline_database_outages counter")
                .endsWith("# EOF\n");
    }

    private void tell(ConnectionEvent... events) {
        for (ConnectionEvent event : events) {
            monitoring.listener().on(event);
        }
    }

    private List<String> lines() {
        return monitoring.metrics().export("").body().lines().toList();
    }
}

package dev.lifeline.monitoring.internal.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.connection.CallerCounts;
import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.connection.ConnectionEvent.CheckFailed;
import dev.lifeline.domain.connection.ConnectionEvent.CheckPassed;
import dev.lifeline.domain.connection.ConnectionEvent.ClockJumped;
import dev.lifeline.domain.connection.ConnectionEvent.ConnectionLost;
import dev.lifeline.domain.connection.ConnectionEvent.ConnectionRecovered;
import dev.lifeline.domain.connection.ConnectionEvent.CutCause;
import dev.lifeline.domain.connection.ConnectionEvent.EnginePart;
import dev.lifeline.domain.connection.ConnectionEvent.EngineRestarted;
import dev.lifeline.domain.connection.ConnectionEvent.FlowCut;
import dev.lifeline.domain.connection.ConnectionEvent.GenerationReplaced;
import dev.lifeline.domain.connection.ConnectionEvent.OperationRetried;
import dev.lifeline.domain.connection.ConnectionEvent.RecoveryAttemptFailed;
import dev.lifeline.domain.connection.ConnectionEvent.RecoveryOverdue;
import dev.lifeline.domain.connection.ConnectionEvent.ReplacementCause;
import dev.lifeline.domain.connection.ConnectionEvent.StateChanged;
import dev.lifeline.domain.connection.ConnectionEvent.StatementCancelled;
import dev.lifeline.domain.connection.ConnectionState;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.incident.Incident;
import dev.lifeline.domain.incident.IncidentKind;
import dev.lifeline.domain.incident.IncidentPhase;
import dev.lifeline.domain.testing.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class IncidentHistoryTest {
    private static final Instant START = Instant.parse("2024-01-15T10:30:00Z");
    private static final CallerCounts SOME = new CallerCounts(120, 117, 3);

    private final FakeClock clock = new FakeClock(START);
    private final List<Incident> told = new ArrayList<>();
    private final IncidentHistory history = new IncidentHistory("run", clock, told::add);

    @Test
    void outage_lasts_from_its_first_sign_to_the_recovery() {
        lose(FailureReason.CONNECTION_TIMEOUT, 2, Duration.ofMillis(2_100));
        pass(Duration.ofSeconds(4));
        recover(Duration.ofMillis(6_100), 5);

        assertThat(only())
                .isEqualTo(new Incident(
                        "run-1",
                        IncidentKind.OUTAGE,
                        FailureReason.CONNECTION_TIMEOUT,
                        "2 consecutive checks failed within 2.1 s: Connection timeout",
                        START.minusMillis(2_100),
                        START,
                        START.plusSeconds(4),
                        Duration.ofMillis(6_100),
                        IncidentPhase.ENDED,
                        5,
                        SOME));
    }

    @Test
    void ongoing_outage_is_listed_at_once_with_its_attempts() {
        assertThat(history.outage()).isEmpty();

        lose(FailureReason.CONNECTION_REFUSED, 1, Duration.ofMillis(3));
        fail(7, FailureReason.CONNECTION_REFUSED);

        assertThat(history.outage()).contains(only());
        assertThat(only().isOngoing()).isTrue();
        assertThat(only().attempts()).isEqualTo(7);
        assertThat(only().callers()).isNull();
        assertThat(told).hasSize(1);
    }

    @Test
    void outage_lists_the_reasons_of_its_failed_checks() {
        lose(FailureReason.CONNECTION_REFUSED, 1, Duration.ZERO);
        fail(1, FailureReason.CONNECTION_REFUSED);
        fail(2, FailureReason.SERVER_STARTING_UP);
        fail(3, FailureReason.SERVER_STARTING_UP);

        assertThat(only().evidence())
                .isEqualTo("1 check failed within 0.0 s: Connection refused, then Server starting up");
        assertThat(only().cause()).isEqualTo(FailureReason.CONNECTION_REFUSED);
        assertThat(told).hasSize(2);
    }

    @Test
    void evidence_does_not_grow_without_end() {
        lose(FailureReason.CONNECTION_REFUSED, 1, Duration.ZERO);
        for (int attempt = 1; attempt < 1_000; attempt++) {
            fail(attempt, attempt % 2 == 0 ? FailureReason.CONNECTION_REFUSED : FailureReason.SERVER_STARTING_UP);
        }

        assertThat(only().evidence()).hasSizeLessThan(300);
        assertThat(told).hasSizeLessThan(10);
    }

    @Test
    void outage_beyond_the_hold_is_reported() {
        lose(FailureReason.CONNECTION_REFUSED, 1, Duration.ZERO);
        tell(new RecoveryOverdue(now(), 20, Duration.ofSeconds(15), FailureReason.CONNECTION_REFUSED));

        assertThat(only().evidence()).endsWith("; callers refused at once after 15.0 s");
        assertThat(only().attempts()).isEqualTo(20);
    }

    @Test
    void waits_cut_shortly_before_an_outage_are_evidence_of_it_and_do_not_date_it_back() {
        cut(CutCause.SERVER_SILENT, Duration.ofSeconds(3), "no answer");
        cut(CutCause.SERVER_SILENT, Duration.ofSeconds(2), "no answer");
        pass(Duration.ofSeconds(1));
        lose(FailureReason.CONNECTION_TIMEOUT, 2, Duration.ofSeconds(2));
        cut(CutCause.SERVER_SILENT, Duration.ofSeconds(2), "no answer");
        pass(Duration.ofSeconds(1));
        recover(Duration.ofSeconds(3), 2);

        assertThat(only().startedAt()).isEqualTo(START.minusSeconds(1));
        assertThat(only().duration()).isEqualTo(Duration.ofSeconds(3));
        assertThat(only().evidence()).endsWith("; 3 waits ended without an answer");
    }

    @Test
    void waits_cut_without_an_outage_behind_them_are_dead_flows() {
        cut(CutCause.SERVER_SILENT, Duration.ofSeconds(3), "no answer");
        assertThat(history.newest(9)).isEmpty();

        pass(DeadFlows.OUTAGE_FOLLOWS);

        assertThat(only().kind()).isEqualTo(IncidentKind.DEAD_FLOWS);
        assertThat(only().startedAt()).isEqualTo(START.minusSeconds(3));
        assertThat(only().detectedAt()).isEqualTo(START);
    }

    @Test
    void outage_without_a_reported_end_does_not_stay_open() {
        lose(FailureReason.CONNECTION_REFUSED, 1, Duration.ZERO);
        lose(FailureReason.CONNECTION_LOST, 1, Duration.ZERO);

        assertThat(history.newest(9))
                .extracting(Incident::phase)
                .containsExactly(IncidentPhase.ONGOING, IncidentPhase.UNKNOWN);
    }

    @Test
    void recovery_without_an_outage_is_nothing() {
        recover(Duration.ofSeconds(1), 1);

        assertThat(history.newest(9)).isEmpty();
    }

    @Test
    void dead_flows_that_follow_one_another_are_one_incident() {
        for (int i = 0; i < 100; i++) {
            cut(CutCause.DEAD_FLOW, Duration.ofMillis(800 + i), "idle");
            pass(Duration.ofMillis(500));
        }
        assertThat(only().isOngoing()).isTrue();
        assertThat(told).as("lines of 100 cuts").hasSize(7);

        pass(EventBurst.QUIET);

        assertThat(only().evidence())
                .isEqualTo("100 connections closed after a wait of up to 0.9 s for an answer;"
                        + " state on the server: idle");
        assertThat(only().startedAt()).isEqualTo(START.minusMillis(800));
        assertThat(only().endedAt()).isEqualTo(START.plusMillis(99 * 500));
        assertThat(only().phase()).isEqualTo(IncidentPhase.ENDED);
    }

    @Test
    void dead_flows_after_a_quiet_time_are_another_incident() {
        cut(CutCause.DEAD_FLOW, Duration.ofSeconds(1), "idle");
        pass(EventBurst.QUIET);
        cut(CutCause.DEAD_FLOW, Duration.ofSeconds(1), "absent");

        assertThat(history.newest(9))
                .extracting(Incident::evidence)
                .containsExactly(
                        "1 connection closed after a wait of up to 1.0 s for an answer; state on the server: absent",
                        "1 connection closed after a wait of up to 1.0 s for an answer; state on the server: idle");
    }

    @Test
    void statements_at_their_deadline_are_one_incident() {
        tell(new StatementCancelled(now(), Duration.ofSeconds(30)));
        pass(Duration.ofSeconds(2));
        cut(CutCause.DEADLINE, Duration.ofSeconds(32), "active");

        assertThat(only().kind()).isEqualTo(IncidentKind.STATEMENT_DEADLINE);
        assertThat(only().evidence())
                .isEqualTo("2 statements ended at the deadline, after up to 32.0 s, while the server still worked");
    }

    @Test
    void read_only_time_is_an_incident() {
        change(ConnectionState.CONNECTED, ConnectionState.READ_ONLY);
        assertThat(only().isOngoing()).isTrue();
        pass(Duration.ofSeconds(9));
        change(ConnectionState.READ_ONLY, ConnectionState.CONNECTED);

        assertThat(only().kind()).isEqualTo(IncidentKind.READ_ONLY);
        assertThat(only().cause()).isEqualTo(FailureReason.READ_ONLY_SERVER);
        assertThat(only().duration()).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void busy_moment_is_no_incident() {
        for (int i = 0; i < 10; i++) {
            change(ConnectionState.CONNECTED, ConnectionState.SATURATED);
            pass(DegradedStates.MIN_LENGTH.minusMillis(1));
            change(ConnectionState.SATURATED, ConnectionState.CONNECTED);
        }

        assertThat(history.newest(9)).isEmpty();
    }

    @Test
    void busy_time_is_an_incident_from_its_beginning() {
        change(ConnectionState.CONNECTED, ConnectionState.SATURATED);
        pass(Duration.ofSeconds(6));
        tell(new CheckPassed(now(), Duration.ofMillis(1)));
        pass(Duration.ofSeconds(6));
        change(ConnectionState.SATURATED, ConnectionState.CONNECTED);

        assertThat(only().kind()).isEqualTo(IncidentKind.SATURATED);
        assertThat(only().cause()).isEqualTo(FailureReason.POOL_EXHAUSTED);
        assertThat(only().startedAt()).isEqualTo(START);
        assertThat(only().detectedAt()).isEqualTo(START.plusSeconds(6));
        assertThat(only().duration()).isEqualTo(Duration.ofSeconds(12));
    }

    @Test
    void saturation_is_reported_without_a_further_event() {
        change(ConnectionState.CONNECTED, ConnectionState.SATURATED);
        pass(DegradedStates.MIN_LENGTH);

        assertThat(history.newest(9)).hasSize(1);
    }

    @Test
    void server_without_a_free_slot_is_distinguished_from_a_busy_pool() {
        tell(new CheckFailed(now(), Duration.ofMillis(1), FailureReason.TOO_MANY_CONNECTIONS));
        change(ConnectionState.CONNECTED, ConnectionState.SATURATED);
        pass(DegradedStates.MIN_LENGTH);

        assertThat(only().cause()).isEqualTo(FailureReason.TOO_MANY_CONNECTIONS);
    }

    @Test
    void outage_ends_a_lesser_state() {
        change(ConnectionState.CONNECTED, ConnectionState.READ_ONLY);
        pass(Duration.ofSeconds(1));
        change(ConnectionState.READ_ONLY, ConnectionState.LOST);
        lose(FailureReason.CONNECTION_LOST, 1, Duration.ZERO);
        pass(Duration.ofSeconds(1));
        change(ConnectionState.LOST, ConnectionState.READ_ONLY);
        recover(Duration.ofSeconds(1), 1);

        assertThat(history.newest(9))
                .extracting(Incident::kind, Incident::isOngoing)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(IncidentKind.READ_ONLY, true),
                        org.assertj.core.groups.Tuple.tuple(IncidentKind.OUTAGE, false),
                        org.assertj.core.groups.Tuple.tuple(IncidentKind.READ_ONLY, false));
    }

    @Test
    void flows_cut_in_an_outage_belong_to_it_and_those_before_do_not() {
        cut(CutCause.DEAD_FLOW, Duration.ofSeconds(1), "idle");
        lose(FailureReason.CONNECTION_LOST, 1, Duration.ZERO);
        cut(CutCause.DEAD_FLOW, Duration.ofSeconds(1), "absent");

        assertThat(history.newest(9))
                .extracting(Incident::evidence)
                .containsExactly(
                        "1 check failed within 0.0 s: Connection lost; 1 wait ended without an answer",
                        "1 connection closed after a wait of up to 1.0 s for an answer; state on the server: idle");
    }

    @ParameterizedTest
    @EnumSource(EnginePart.class)
    void replaced_part_of_the_engine_is_a_momentary_incident(EnginePart part) {
        tell(new EngineRestarted(now(), part));

        assertThat(only().kind()).isEqualTo(IncidentKind.ENGINE_REPLACED);
        assertThat(only().duration()).isZero();
        assertThat(only().evidence()).contains(part.name().toLowerCase(java.util.Locale.ROOT));
    }

    @Test
    void pause_of_the_process_is_reported_with_its_length() {
        tell(new ClockJumped(now(), Duration.ofSeconds(90)));

        assertThat(only().kind()).isEqualTo(IncidentKind.PROCESS_PAUSED);
        assertThat(only().startedAt()).isEqualTo(START.minusSeconds(90));
        assertThat(only().duration()).isEqualTo(Duration.ofSeconds(90));
    }

    @ParameterizedTest
    @CsvSource({"SERVER_CHANGED, 1", "FORCED, 0", "RECOVERED, 0"})
    void only_a_changed_server_makes_an_incident_of_replaced_connections(ReplacementCause cause, int incidents) {
        tell(new GenerationReplaced(now(), 2, cause));

        assertThat(history.newest(9)).hasSize(incidents);
    }

    @Test
    void everyday_events_are_no_incidents() {
        tell(new CheckPassed(now(), Duration.ofMillis(1)));
        tell(new CheckFailed(now(), Duration.ofMillis(1), FailureReason.CONNECTION_TIMEOUT));
        tell(new OperationRetried(now(), 2, 3, FailureReason.CONNECTION_LOST));
        change(ConnectionState.STARTING, ConnectionState.CONNECTED);
        pass(Duration.ofHours(1));

        assertThat(history.newest(9)).isEmpty();
    }

    @Test
    void oldest_incidents_are_removed_but_no_ongoing_one() {
        change(ConnectionState.CONNECTED, ConnectionState.READ_ONLY);
        for (int i = 0; i < 300; i++) {
            tell(new EngineRestarted(now(), EnginePart.SENTINEL));
        }

        List<Incident> all = history.newest(1_000);
        assertThat(all).hasSize(200);
        assertThat(all.get(0).id()).isEqualTo("run-301");
        assertThat(all.get(199).kind()).isEqualTo(IncidentKind.READ_ONLY);
        assertThat(history.newest(3)).extracting(Incident::id).containsExactly("run-301", "run-300", "run-299");
    }

    @Test
    void the_end_of_an_incident_is_unknown_if_the_service_stopped_before() {
        lose(FailureReason.CONNECTION_REFUSED, 1, Duration.ZERO);
        tell(new EngineRestarted(now(), EnginePart.SENTINEL));
        List<Incident> kept = List.copyOf(told);
        told.clear();
        var next = new IncidentHistory("next", clock, told::add);

        next.enter(kept);

        assertThat(next.outage()).isEmpty();
        assertThat(next.newest(9))
                .extracting(Incident::phase)
                .containsExactly(IncidentPhase.ENDED, IncidentPhase.UNKNOWN);
        assertThat(next.newest(9).get(1).evidence()).endsWith("; the service stopped meanwhile");
        assertThat(told).as("changes to store").hasSize(1);
    }

    private Incident only() {
        List<Incident> all = history.newest(9);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private Instant now() {
        return clock.instant();
    }

    private void pass(Duration time) {
        clock.advance(time);
    }

    private void tell(ConnectionEvent event) {
        history.on(event);
    }

    private void lose(FailureReason reason, int looks, Duration doubted) {
        tell(new ConnectionLost(now(), reason, looks, doubted));
    }

    private void fail(int attempt, FailureReason reason) {
        tell(new RecoveryAttemptFailed(now(), attempt, reason, Duration.ofMillis(100)));
    }

    private void recover(Duration outage, int attempts) {
        tell(new ConnectionRecovered(now(), outage, attempts, SOME));
    }

    private void cut(CutCause cause, Duration waited, String seen) {
        tell(new FlowCut(now(), waited, cause, seen));
    }

    private void change(ConnectionState from, ConnectionState to) {
        tell(new StateChanged(now(), from, to));
    }
}

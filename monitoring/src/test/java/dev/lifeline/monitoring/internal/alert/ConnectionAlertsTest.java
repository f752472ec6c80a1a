package dev.lifeline.monitoring.internal.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.connection.CallerCounts;
import dev.lifeline.domain.connection.ConnectionEvent.ConnectionLost;
import dev.lifeline.domain.connection.ConnectionEvent.ConnectionRecovered;
import dev.lifeline.domain.connection.ConnectionEvent.EnginePart;
import dev.lifeline.domain.connection.ConnectionEvent.EngineRestarted;
import dev.lifeline.domain.connection.ConnectionEvent.RecoveryAttemptFailed;
import dev.lifeline.domain.connection.ConnectionEvent.RecoveryOverdue;
import dev.lifeline.domain.connection.ConnectionEvent.StateChanged;
import dev.lifeline.domain.connection.ConnectionState;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.testing.FakeTicker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConnectionAlertsTest {
    private static final Instant NOW = Instant.parse("2024-01-15T10:30:00Z");
    private static final Duration AFTER = Duration.ofSeconds(5);
    private static final Duration REMINDER = Duration.ofMinutes(30);
    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final CallerCounts CALLERS = new CallerCounts(120, 117, 4);
    private static final String LOST =
            "[FIRING] checkout: Database connection lost: Connection refused - recovery is being attempted";

    private final FakeTicker ticker = new FakeTicker();
    private final List<Alert> alerts = new ArrayList<>();
    private final ConnectionAlerts rules = rules(AFTER);

    @Test
    void a_short_outage_causes_no_alert() {
        rules.on(lost(FailureReason.CONNECTION_REFUSED));
        pass(AFTER.minus(MOMENT));
        rules.on(recovered(Duration.ofSeconds(4), 3));
        pass(REMINDER);

        assertThat(alerts).isEmpty();
    }

    @Test
    void a_lasting_outage_causes_one_alert() {
        rules.on(lost(FailureReason.CONNECTION_REFUSED));
        pass(AFTER);
        pass(REMINDER.minus(MOMENT));

        assertThat(texts()).containsExactly(LOST);
        assertThat(alerts.get(0).condition())
                .isEqualTo(new AlertCondition("DatabaseLost", Severity.CRITICAL, "checkout", NOW));
        assertThat(alerts.get(0).duration()).isEqualTo(AFTER);
    }

    @Test
    void without_a_delay_an_alert_is_sent_on_detection() {
        rules(Duration.ZERO).on(lost(FailureReason.CONNECTION_REFUSED));

        assertThat(texts()).containsExactly(LOST);
    }

    @Test
    void reminders_of_an_outage_have_the_same_key() {
        rules.on(lost(FailureReason.CONNECTION_REFUSED));
        pass(AFTER);
        rules.on(new RecoveryAttemptFailed(NOW, 17, FailureReason.CONNECTION_TIMEOUT, Duration.ofSeconds(1)));
        pass(REMINDER);
        pass(REMINDER);

        assertThat(texts())
                .containsExactly(
                        LOST,
                        "[REMINDER] checkout: Database connection still lost after 30 min: Connection timeout"
                                + " - recovery is being attempted",
                        "[REMINDER] checkout: Database connection still lost after 1 h 0 min: Connection timeout"
                                + " - recovery is being attempted");
        assertThat(alerts)
                .extracting(alert -> alert.condition().key())
                .containsOnly("DatabaseLost/checkout/2024-01-15T10:30:00Z");
        assertThat(alerts.get(1).facts()).isEqualTo(new AlertFacts("Connection timeout", 17, null));
    }

    @Test
    void the_end_of_an_outage_is_sent_with_its_length_attempts_and_callers() {
        rules.on(lost(FailureReason.CONNECTION_REFUSED));
        pass(AFTER);
        rules.on(new RecoveryAttemptFailed(
                NOW, 16, FailureReason.SERVER_STARTING_UP, MOMENT)); // not part of later messages
        alerts.clear();

        rules.on(recovered(Duration.ofMillis(42_300), 17));
        pass(REMINDER);

        assertThat(texts())
                .containsExactly("[RESOLVED] checkout: Database connection recovered after 42.3 s and 17 attempts"
                        + " (Connection refused); 120 callers waited, 117 of them continued, 4 callers failed");
        assertThat(alerts.get(0).condition().key()).isEqualTo("DatabaseLost/checkout/2024-01-15T10:30:00Z");
        assertThat(alerts.get(0).duration()).isEqualTo(Duration.ofMillis(42_300));
        assertThat(alerts.get(0).facts()).isEqualTo(new AlertFacts("Connection refused", 17, CALLERS));
    }

    @Test
    void an_outage_without_affected_callers_is_reported_as_such() {
        rules.on(lost(FailureReason.CONNECTION_REFUSED));
        pass(AFTER);
        rules.on(new ConnectionRecovered(NOW, Duration.ofSeconds(6), 1, new CallerCounts(0, 0, 0)));

        assertThat(texts())
                .last()
                .asString()
                .endsWith("recovered after 6.0 s and 1 attempt (Connection refused); no caller was affected");
    }

    @Test
    void the_next_outage_has_another_key() {
        ConnectionAlerts atOnce = rules(Duration.ZERO);
        atOnce.on(lost(FailureReason.CONNECTION_REFUSED));
        atOnce.on(recovered(Duration.ofSeconds(1), 1));
        atOnce.on(new ConnectionLost(NOW.plusSeconds(60), FailureReason.CONNECTION_REFUSED, 1, MOMENT));

        assertThat(alerts)
                .extracting(alert -> alert.condition().key())
                .containsExactly(
                        "DatabaseLost/checkout/2024-01-15T10:30:00Z",
                        "DatabaseLost/checkout/2024-01-15T10:30:00Z",
                        "DatabaseLost/checkout/2024-01-15T10:31:00Z");
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTHENTICATION_FAILED", "INVALID_CONFIGURATION", "MIGRATION_FAILED"})
    void what_needs_a_person_says_so(FailureReason reason) {
        rules.on(lost(reason));
        pass(AFTER);

        assertThat(texts())
                .containsExactly("[FIRING] checkout: Database connection lost: " + reason.text()
                        + " - this does not pass by itself, a person must act");
    }

    @Test
    void an_outage_that_comes_to_need_a_person_is_reported_at_once_and_once() {
        rules.on(lost(FailureReason.CONNECTION_REFUSED));
        pass(AFTER);
        alerts.clear();

        rules.on(new RecoveryAttemptFailed(NOW, 5, FailureReason.AUTHENTICATION_FAILED, Duration.ofSeconds(5)));
        rules.on(new RecoveryOverdue(NOW, 6, Duration.ofSeconds(16), FailureReason.CONNECTION_REFUSED));
        rules.on(new RecoveryAttemptFailed(NOW, 7, FailureReason.AUTHENTICATION_FAILED, Duration.ofSeconds(5)));
        pass(REMINDER.minus(MOMENT));

        assertThat(texts())
                .containsExactly(
                        "[REMINDER] checkout: Database connection still lost after 5.0 s: Authentication failed"
                                + " - this does not pass by itself, a person must act");
    }

    @Test
    void an_outage_that_changes_before_its_alert_is_sent_with_its_latest_reason() {
        rules.on(lost(FailureReason.CONNECTION_REFUSED));
        rules.on(new RecoveryAttemptFailed(NOW, 5, FailureReason.AUTHENTICATION_FAILED, Duration.ofSeconds(5)));
        assertThat(alerts).isEmpty();

        pass(AFTER);

        assertThat(texts())
                .containsExactly("[FIRING] checkout: Database connection lost: Authentication failed"
                        + " - this does not pass by itself, a person must act");
    }

    @Test
    void a_switchover_causes_no_alert() {
        rules.on(state(ConnectionState.CONNECTED, ConnectionState.READ_ONLY));
        pass(ConnectionAlerts.READ_ONLY_AFTER.minus(MOMENT));
        rules.on(state(ConnectionState.READ_ONLY, ConnectionState.CONNECTED));
        pass(REMINDER);

        assertThat(alerts).isEmpty();
    }

    @Test
    void a_database_that_keeps_refusing_writes_causes_an_alert() {
        rules.on(state(ConnectionState.CONNECTED, ConnectionState.READ_ONLY));
        pass(ConnectionAlerts.READ_ONLY_AFTER);
        pass(REMINDER);
        rules.on(state(ConnectionState.READ_ONLY, ConnectionState.CONNECTED));

        assertThat(texts())
                .containsExactly(
                        "[FIRING] checkout: Database has refused writes for 60.0 s: reads continue",
                        "[REMINDER] checkout: Database has refused writes for 31 min: reads continue",
                        "[RESOLVED] checkout: Database accepts writes again, after 31 min");
        assertThat(alerts)
                .extracting(alert -> alert.condition().key())
                .containsOnly("DatabaseReadOnly/checkout/2024-01-15T10:30:00Z");
    }

    @Test
    void a_read_only_database_that_is_lost_is_another_problem() {
        rules.on(state(ConnectionState.CONNECTED, ConnectionState.READ_ONLY));
        pass(ConnectionAlerts.READ_ONLY_AFTER);
        rules.on(state(ConnectionState.READ_ONLY, ConnectionState.LOST));
        rules.on(lost(FailureReason.CONNECTION_REFUSED));
        pass(AFTER);

        assertThat(texts())
                .containsExactly(
                        "[FIRING] checkout: Database has refused writes for 60.0 s: reads continue",
                        "[RESOLVED] checkout: Database refused writes for 60.0 s, and is now unavailable",
                        LOST);
    }

    @Test
    void a_hung_part_of_the_engine_causes_one_notice_in_each_interval() {
        rules.on(new EngineRestarted(NOW, EnginePart.SENTINEL));
        rules.on(new EngineRestarted(NOW.plusSeconds(30), EnginePart.SENTINEL));
        rules.on(new EngineRestarted(NOW, EnginePart.RECOVERY));
        pass(REMINDER);
        rules.on(new EngineRestarted(NOW.plusSeconds(1_800), EnginePart.SENTINEL));

        assertThat(texts())
                .containsExactly(
                        "[NOTICE] checkout: The sentinel of the database connection hung and was replaced",
                        "[NOTICE] checkout: The recovery of the database connection hung and was replaced",
                        "[NOTICE] checkout: The sentinel of the database connection hung and was replaced");
        assertThat(alerts.get(0).condition().severity()).isEqualTo(Severity.WARNING);
    }

    private ConnectionAlerts rules(Duration after) {
        return new ConnectionAlerts("checkout", new AlertTiming(after, REMINDER), ticker, alerts::add);
    }

    private void pass(Duration time) {
        ticker.advance(time);
        rules.tick();
    }

    private static ConnectionLost lost(FailureReason reason) {
        return new ConnectionLost(NOW, reason, 1, MOMENT);
    }

    private static ConnectionRecovered recovered(Duration outage, int attempts) {
        return new ConnectionRecovered(NOW, outage, attempts, CALLERS);
    }

    private static StateChanged state(ConnectionState from, ConnectionState to) {
        return new StateChanged(NOW, from, to);
    }

    private List<String> texts() {
        return alerts.stream().map(Alert::text).toList();
    }
}

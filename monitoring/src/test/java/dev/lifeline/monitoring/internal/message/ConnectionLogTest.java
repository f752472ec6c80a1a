package dev.lifeline.monitoring.internal.message;

import static dev.lifeline.domain.connection.FailureReason.CONNECTION_REFUSED;
import static dev.lifeline.domain.connection.FailureReason.CONNECTION_TIMEOUT;
import static dev.lifeline.domain.connection.FailureReason.SERVER_STARTING_UP;
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
import dev.lifeline.domain.connection.ConnectionEvent.OperationGivenUp;
import dev.lifeline.domain.connection.ConnectionEvent.OperationRetried;
import dev.lifeline.domain.connection.ConnectionEvent.OutcomeResolved;
import dev.lifeline.domain.connection.ConnectionEvent.RecoveryAttemptFailed;
import dev.lifeline.domain.connection.ConnectionEvent.RecoveryOverdue;
import dev.lifeline.domain.connection.ConnectionEvent.ReplacementCause;
import dev.lifeline.domain.connection.ConnectionEvent.StateChanged;
import dev.lifeline.domain.connection.ConnectionEvent.StatementCancelled;
import dev.lifeline.domain.connection.ConnectionEvent.WaitJudged;
import dev.lifeline.domain.connection.ConnectionEvent.WaitVerdict;
import dev.lifeline.domain.connection.ConnectionState;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.testing.FakeTicker;
import dev.lifeline.testing.log.LogCapture;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConnectionLogTest {
    private static final CallerCounts NOBODY = new CallerCounts(0, 0, 0);
    private static final Instant NOW = Instant.parse("2024-01-15T10:30:00Z");
    private static final CheckPassed PASSED = new CheckPassed(NOW, Duration.ofMillis(1));
    private static final OperationRetried RETRIED = new OperationRetried(NOW, 2, 3, CONNECTION_REFUSED);
    private static final OperationGivenUp GIVEN_UP = new OperationGivenUp(NOW, 3, CONNECTION_REFUSED);
    private static final ConnectionLost LOST = new ConnectionLost(NOW, CONNECTION_REFUSED, 1, Duration.ofMillis(40));
    private static final ConnectionRecovered RECOVERED =
            new ConnectionRecovered(NOW, Duration.ofMillis(12_345), 17, NOBODY);

    private static final String HEALTHY = "Database connection healthy";
    private static final String LOST_LINE =
            "WARN Database connection lost - attempting recovery (Connection refused, known after 0.0 s)";

    private final FakeTicker ticker = new FakeTicker();
    private final LogCapture log = LogCapture.of(ConnectionLog.class);
    private final ConnectionMessages events = new ConnectionMessages(ticker, List.of(new ConnectionLog()));

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void only_the_first_healthy_check_is_logged_at_info() {
        tell(PASSED, PASSED, PASSED);

        assertThat(log.lines()).containsExactly("INFO " + HEALTHY, "DEBUG " + HEALTHY, "DEBUG " + HEALTHY);
    }

    @Test
    void a_healthy_check_after_a_failed_one_is_logged_at_info() {
        tell(PASSED, failed(CONNECTION_TIMEOUT), PASSED, PASSED);

        assertThat(log.lines())
                .containsExactly(
                        "INFO " + HEALTHY,
                        "WARN Database connection check failed: Connection timeout",
                        "INFO " + HEALTHY,
                        "DEBUG " + HEALTHY);
    }

    @Test
    void the_first_healthy_check_after_an_outage_is_logged_at_info() {
        tell(PASSED, LOST, RECOVERED);
        log.take();

        tell(PASSED, PASSED);

        assertThat(log.lines()).containsExactly("INFO " + HEALTHY, "DEBUG " + HEALTHY);
    }

    @Test
    void during_an_outage_a_healthy_check_is_logged_at_debug() {
        tell(LOST);
        log.take();

        tell(PASSED);

        assertThat(log.lines()).containsExactly("DEBUG " + HEALTHY);
    }

    @Test
    void a_failed_check_is_logged_once_and_again_when_its_reason_changes() {
        tell(failed(CONNECTION_REFUSED), failed(CONNECTION_REFUSED));
        tell(failed(SERVER_STARTING_UP), failed(SERVER_STARTING_UP), failed(CONNECTION_REFUSED));

        assertThat(log.lines())
                .containsExactly(
                        "WARN Database connection check failed: Connection refused",
                        "WARN Database connection check failed: Server starting up",
                        "WARN Database connection check failed: Connection refused");
    }

    @Test
    void the_failed_check_before_an_outage_is_not_logged_again() {
        tell(failed(CONNECTION_REFUSED), LOST, failed(CONNECTION_REFUSED));

        assertThat(log.lines()).containsExactly("WARN Database connection check failed: Connection refused", LOST_LINE);
    }

    @Test
    void in_the_next_outage_a_failed_check_is_logged_again() {
        tell(LOST, failed(CONNECTION_REFUSED), RECOVERED);
        log.take();

        tell(LOST, failed(CONNECTION_REFUSED));

        assertThat(log.lines()).containsExactly(LOST_LINE, "WARN Database connection check failed: Connection refused");
    }

    @ParameterizedTest
    @EnumSource
    void every_reason_has_its_own_text(FailureReason reason) {
        tell(failed(reason), new ConnectionLost(NOW, reason, 1, Duration.ofMillis(40)));

        assertThat(log.lines())
                .containsExactly(
                        "WARN Database connection check failed: " + reason.text(),
                        "WARN Database connection lost - attempting recovery (" + reason.text()
                                + ", known after 0.0 s)");
    }

    @Test
    void the_end_of_an_outage_has_its_length_attempts_and_counts() {
        tell(LOST);
        tell(failed(CONNECTION_REFUSED), failed(CONNECTION_REFUSED), failed(CONNECTION_REFUSED));
        repeat(214, RETRIED);
        repeat(5, GIVEN_UP);
        log.take();

        tell(RECOVERED);

        assertThat(log.lines())
                .containsExactly("INFO Database reconnected successfully (outage 12.3 s, 17 attempts,"
                        + " 3 failed checks, 214 retries, 5 operations given up)");
    }

    @Test
    void what_did_not_happen_in_an_outage_is_left_out() {
        tell(LOST, new ConnectionRecovered(NOW, Duration.ofMillis(80), 1, NOBODY));

        assertThat(log.lines())
                .containsExactly(LOST_LINE, "INFO Database reconnected successfully (outage 0.1 s, 1 attempt)");
    }

    @Test
    void a_count_of_one_is_in_the_singular() {
        tell(LOST, failed(CONNECTION_REFUSED), RETRIED, GIVEN_UP);
        log.take();

        tell(RECOVERED);

        assertThat(log.lines())
                .containsExactly("INFO Database reconnected successfully (outage 12.3 s, 17 attempts,"
                        + " 1 failed check, 1 retry, 1 operation given up)");
    }

    @Test
    void an_outage_does_not_count_events_before_the_last_healthy_check() {
        tell(RETRIED, failed(CONNECTION_TIMEOUT), PASSED, LOST);
        log.take();

        tell(RECOVERED);

        assertThat(log.lines()).containsExactly("INFO Database reconnected successfully (outage 12.3 s, 17 attempts)");
    }

    @Test
    void every_outage_has_separate_counts() {
        tell(LOST, RETRIED, RECOVERED, LOST);
        log.take();

        tell(RECOVERED);

        assertThat(log.lines()).containsExactly("INFO Database reconnected successfully (outage 12.3 s, 17 attempts)");
    }

    @Test
    void numbers_are_written_the_same_in_every_country() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            tell(LOST, new ConnectionRecovered(NOW, Duration.ofMillis(3_600_500), 12_345, NOBODY));
        } finally {
            Locale.setDefault(before);
        }

        assertThat(log.lines())
                .last()
                .isEqualTo("INFO Database reconnected successfully (outage 3600.5 s, 12345 attempts)");
    }

    @Test
    void an_overdue_recovery_is_an_error_with_reason_and_length() {
        tell(new RecoveryOverdue(NOW, 17, Duration.ofSeconds(15), CONNECTION_REFUSED));

        assertThat(log.lines())
                .containsExactly("ERROR Failed to establish database connection after 17 attempts"
                        + " (Connection refused, outage 15.0 s)");
    }

    @Test
    void one_attempt_and_one_caller_are_singular() {
        tell(new RecoveryOverdue(NOW, 1, Duration.ofSeconds(15), CONNECTION_REFUSED));
        tell(new ConnectionRecovered(NOW, Duration.ofSeconds(16), 1, new CallerCounts(1, 0, 1)));

        assertThat(log.lines())
                .containsExactly(
                        "ERROR Failed to establish database connection after 1 attempt"
                                + " (Connection refused, outage 15.0 s)",
                        "INFO Database reconnected successfully (outage 16.0 s, 1 attempt, 1 caller waited,"
                                + " 1 was refused)");
    }

    @Test
    void an_examined_wait_is_a_detail() {
        tell(new WaitJudged(NOW, Duration.ofMillis(600), WaitVerdict.NO_ANSWER));

        assertThat(log.lines())
                .containsExactly("DEBUG A database connection without an answer for 0.6 s was examined: no answer");
    }

    @Test
    void a_failed_attempt_is_a_detail() {
        tell(new RecoveryAttemptFailed(NOW, 3, CONNECTION_REFUSED, Duration.ofMillis(400)));

        assertThat(log.lines())
                .containsExactly("DEBUG Recovery attempt 3 failed: Connection refused (next one in 400 ms)");
    }

    @ParameterizedTest
    @CsvSource({
        "STARTING, CONNECTED, INFO",
        "CONNECTED, LOST, INFO",
        "BOOTING, CONNECTED, INFO",
        "CONNECTED, READ_ONLY, INFO",
        "READ_ONLY, CONNECTED, INFO",
        "LOST, MISCONFIGURED, INFO",
        "MISCONFIGURED, LOST, INFO",
        "CONNECTED, SATURATED, DEBUG",
        "SATURATED, CONNECTED, DEBUG",
        "LOST, BOOTING, DEBUG",
        "STARTING, LOST, DEBUG"
    })
    void a_change_of_state_is_logged_at_info_if_it_affects_callers(
            ConnectionState from, ConnectionState to, String level) {
        tell(new StateChanged(NOW, from, to));

        assertThat(log.lines()).containsExactly(level + " Database connection state: " + from + " -> " + to);
    }

    @Test
    void a_forced_replacement_is_a_successful_reconnect() {
        tell(new GenerationReplaced(NOW, 3, ReplacementCause.FORCED));

        assertThat(log.lines()).containsExactly("INFO Database reconnected successfully (generation 3, cause: forced)");
    }

    @Test
    void a_forced_replacement_in_an_outage_is_reported_by_the_end_of_the_outage() {
        tell(LOST);
        log.take();

        tell(new GenerationReplaced(NOW, 3, ReplacementCause.FORCED), RECOVERED);

        assertThat(log.lines())
                .containsExactly(
                        "INFO Database connections replaced (generation 3, cause: forced)",
                        "INFO Database reconnected successfully (outage 12.3 s, 17 attempts)");
    }

    @Test
    void other_replacements_are_logged_with_their_cause() {
        tell(new GenerationReplaced(NOW, 2, ReplacementCause.RECOVERED));
        tell(new GenerationReplaced(NOW, 1_234, ReplacementCause.SERVER_CHANGED));

        assertThat(log.lines())
                .containsExactly(
                        "INFO Database connections replaced (generation 2, cause: recovered)",
                        "INFO Database connections replaced (generation 1234, cause: server changed)");
    }

    @Test
    void the_end_of_an_outage_has_the_counts_of_callers() {
        tell(LOST, new ConnectionRecovered(NOW, Duration.ofSeconds(20), 30, new CallerCounts(120, 117, 250)));

        assertThat(log.lines())
                .contains("INFO Database reconnected successfully (outage 20.0 s, 30 attempts,"
                        + " 120 callers waited, 250 were refused)");
    }

    @Test
    void every_type_of_event_is_logged_without_a_stack_trace() {
        var oneOfEach = List.of(
                PASSED,
                failed(CONNECTION_REFUSED),
                new StateChanged(NOW, ConnectionState.CONNECTED, ConnectionState.LOST),
                LOST,
                new RecoveryAttemptFailed(NOW, 1, CONNECTION_REFUSED, Duration.ofMillis(100)),
                new RecoveryOverdue(NOW, 17, Duration.ofSeconds(15), CONNECTION_REFUSED),
                RECOVERED,
                new GenerationReplaced(NOW, 2, ReplacementCause.RECOVERED),
                RETRIED,
                GIVEN_UP,
                new FlowCut(NOW, Duration.ofSeconds(1), CutCause.DEAD_FLOW, "idle, waiting for ClientRead"),
                new StatementCancelled(NOW, Duration.ofSeconds(30)),
                new ClockJumped(NOW, Duration.ofHours(8)),
                new OutcomeResolved(NOW, true),
                new EngineRestarted(NOW, EnginePart.SENTINEL),
                new WaitJudged(NOW, Duration.ofMillis(600), WaitVerdict.SLOW));
        assertThat(oneOfEach.stream().map(event -> event.getClass().getName()))
                .containsExactlyInAnyOrder(Arrays.stream(ConnectionEvent.class.getPermittedSubclasses())
                        .map(Class::getName)
                        .toArray(String[]::new));

        oneOfEach.forEach(events::on);

        assertThat(log.events()).hasSameSizeAs(oneOfEach).allSatisfy(event -> assertThat(event.getThrowableProxy())
                .isNull());
    }

    private void tell(ConnectionEvent... told) {
        for (ConnectionEvent event : told) {
            events.on(event);
        }
    }

    private void repeat(int times, ConnectionEvent event) {
        for (int i = 0; i < times; i++) {
            events.on(event);
        }
    }

    private static CheckFailed failed(FailureReason reason) {
        return new CheckFailed(NOW, Duration.ofSeconds(1), reason);
    }
}

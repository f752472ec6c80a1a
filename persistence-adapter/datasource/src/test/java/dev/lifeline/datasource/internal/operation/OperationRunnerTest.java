package dev.lifeline.datasource.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.lifeline.datasource.config.RetryConfig;
import dev.lifeline.datasource.internal.failure.CommitFailedException;
import dev.lifeline.datasource.internal.failure.FailureTranslator;
import dev.lifeline.datasource.internal.jdbc.Borrowers;
import dev.lifeline.datasource.work.SqlWork;
import dev.lifeline.domain.connection.ConnectionEvent.OperationGivenUp;
import dev.lifeline.domain.connection.ConnectionEvent.OperationRetried;
import dev.lifeline.domain.connection.DatabaseOperationException;
import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.connection.OperationEvent;
import dev.lifeline.domain.connection.OperationEvent.AttemptFailed;
import dev.lifeline.domain.connection.OperationEvent.ConflictMet;
import dev.lifeline.domain.connection.OperationEvent.Wait;
import dev.lifeline.domain.connection.OperationEvent.Waited;
import dev.lifeline.domain.testing.FakeClock;
import dev.lifeline.domain.testing.FakeTicker;
import dev.lifeline.domain.testing.RecordingListener;
import dev.lifeline.domain.testing.RecordingTracer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OperationRunnerTest {
    private static final RetryConfig QUICK = new RetryConfig(3, Duration.ofMillis(1), 2, Duration.ofMillis(4), 0, 0.2);

    private final RecordingListener events = new RecordingListener();
    private final AtomicInteger suspicions = new AtomicInteger();
    private final AtomicInteger attempts = new AtomicInteger();
    private final FakeTicker ticker = new FakeTicker();
    private final RecordingTracer tracer = new RecordingTracer();
    private final CallerGate gate = gate(Wait.DATABASE);
    private final CallerGate writers = gate(Wait.WRITABLE_SERVER);
    private final Admission admission = new Admission(1, 1, Duration.ofMillis(1), ticker, tracer, new Borrowers(1));
    private final RecoverySignal signal = new RecoverySignal();
    private final Runner executor = executor(QUICK);

    @BeforeEach
    void open_the_gate() {
        gate.open();
        writers.open();
    }

    @Test
    void a_write_waits_until_the_server_accepts_writes() {
        CompletableFuture<String> running = CompletableFuture.supplyAsync(() -> executor.write(connection -> {
            if (attempts.get() == 0) {
                writers.close(FailureReason.READ_ONLY_SERVER);
            }
            refuse(1, "25006");
            return "done";
        }));
        await().until(() -> writers.waiting() == 1);

        writers.open();

        assertThat(running).succeedsWithin(Duration.ofSeconds(5)).isEqualTo("done");
    }

    @Test
    void writes_are_refused_at_once_after_the_server_was_read_only_for_the_hold_time() {
        writers.close(FailureReason.READ_ONLY_SERVER);
        ticker.advance(Duration.ofSeconds(16));

        assertThatThrownBy(() -> executor.write(connection -> "done"))
                .isInstanceOfSatisfying(DatabaseUnavailableException.class, e -> assertThat(e.reason())
                        .isEqualTo(FailureReason.READ_ONLY_SERVER));
    }

    private CallerGate gate(Wait what) {
        return new CallerGate(ticker, Duration.ofSeconds(15), 100, what, tracer);
    }

    private Runner executor(RetryConfig config) {
        return executor(config, admission);
    }

    private Runner executor(RetryConfig config, Admission places) {
        var reports = new OperationReports(events, tracer, new FakeClock());
        var pauses =
                new RetryPauses(config, new Random(1), signal, kind -> suspicions.incrementAndGet(), reports, ticker);
        var repair = new SchemaRepair(() -> 0, () -> {}, () -> false, ticker);
        return new Runner(new OperationRunner(
                config,
                pauses,
                new Barriers(gate, writers, places),
                deadline -> FakeConnection.open(),
                new OperationOutcomes(gate, new FailureTranslator(new Random(1)), repair, reports),
                reports));
    }

    /** Runs work on fake connections, as reads and as writes. */
    private final class Runner {
        private final OperationRunner runner;

        private Runner(OperationRunner runner) {
            this.runner = runner;
        }

        <T> T run(Supplier<T> work) {
            return runner.run(Operation.read(deadline(), connection -> work.get()));
        }

        <T> T write(SqlWork<T> work) {
            return runner.run(Operation.write(deadline(), work));
        }

        private Deadline deadline() {
            return Deadline.in(Duration.ofSeconds(30), ticker);
        }
    }

    private void refuse(int times, String sqlState) throws SQLException {
        if (attempts.incrementAndGet() <= times) {
            throw new SQLException("refused", sqlState);
        }
    }

    @Test
    void a_write_waits_for_a_writable_server_before_it_takes_a_connection() {
        writers.close(FailureReason.READ_ONLY_SERVER);
        CompletableFuture<String> running = CompletableFuture.supplyAsync(() -> executor.write(connection -> {
            attempts.incrementAndGet();
            return "done";
        }));
        await().until(() -> writers.waiting() == 1);
        assertThat(attempts).hasValue(0);
        assertThat(admission.waiting()).isZero();

        writers.open();

        assertThat(running).succeedsWithin(Duration.ofSeconds(5)).isEqualTo("done");
    }

    @Test
    void a_wait_for_a_server_without_disk_space_costs_no_retry() {
        CompletableFuture<String> running = CompletableFuture.supplyAsync(() -> executor.write(connection -> {
            refuse(4, "53100");
            return "done";
        }));

        assertThat(running).succeedsWithin(Duration.ofSeconds(20)).isEqualTo("done");
        assertThat(events.ofType(OperationRetried.class)).isEmpty();
        assertThat(suspicions).hasValue(0);
    }

    @Test
    void a_wrapped_refusal_of_writes_also_leads_to_a_wait() {
        CompletableFuture<String> running = CompletableFuture.supplyAsync(() -> executor.write(connection -> {
            try {
                refuse(4, "53100");
            } catch (SQLException e) {
                throw new IllegalStateException("could not execute statement", e);
            }
            return "done";
        }));

        assertThat(running).succeedsWithin(Duration.ofSeconds(20)).isEqualTo("done");
        assertThat(events.ofType(OperationRetried.class)).isEmpty();
    }

    @Test
    void nothing_is_retried_after_the_deadline() {
        assertThatThrownBy(() -> executor.run(() -> {
                    attempts.incrementAndGet();
                    ticker.advance(Duration.ofSeconds(31));
                    throw new IllegalStateException(new SQLException("broken", "08006"));
                }))
                .isInstanceOfSatisfying(DatabaseUnavailableException.class, e -> assertThat(e.reason())
                        .isEqualTo(FailureReason.CONNECTION_LOST));
        assertThat(attempts).hasValue(1);
    }

    @Test
    void the_first_retry_starts_as_soon_as_the_database_is_found_healthy() {
        RetryConfig slow = new RetryConfig(3, Duration.ofMinutes(1), 2, Duration.ofMinutes(2), 0, 0.2);
        CompletableFuture<String> running =
                CompletableFuture.supplyAsync(() -> executor(slow).run(failing(1, "08006")));
        await().until(() -> suspicions.get() == 1);

        signal.give();

        assertThat(running).succeedsWithin(Duration.ofSeconds(5)).isEqualTo("done");
    }

    @Test
    void an_outage_detected_during_the_pause_costs_no_attempt() {
        CompletableFuture<String> running = CompletableFuture.supplyAsync(() -> executor.run(() -> {
            if (attempts.incrementAndGet() == 1) {
                gate.close(FailureReason.CONNECTION_LOST);
                throw new IllegalStateException(new SQLException("broken", "08006"));
            }
            return "done";
        }));
        await().until(() -> gate.waiting() == 1);

        gate.open();

        assertThat(running).succeedsWithin(Duration.ofSeconds(5)).isEqualTo("done");
        assertThat(attempts).hasValue(2);
    }

    @Test
    void a_queued_operation_waits_at_the_gate_when_an_outage_begins() {
        Admission patient = new Admission(1, 1, Duration.ofMinutes(1), ticker, tracer, new Borrowers(1));
        assertThatCode(() -> patient.enter(Deadline.in(Duration.ofSeconds(30), ticker)))
                .doesNotThrowAnyException();
        CompletableFuture<String> running =
                CompletableFuture.supplyAsync(() -> executor(QUICK, patient).run(failing(0, "08006")));
        await().until(() -> patient.waiting() == 1);

        gate.close(FailureReason.CONNECTION_LOST);
        patient.leave();
        await().until(() -> gate.waiting() == 1);
        gate.open();

        assertThat(running).succeedsWithin(Duration.ofSeconds(5)).isEqualTo("done");
    }

    @Test
    void a_refused_operation_gets_the_reason_of_the_outage() {
        ticker.advance(Duration.ofMinutes(1));
        gate.close(FailureReason.CONNECTION_REFUSED);
        ticker.advance(Duration.ofMinutes(1));

        assertThatThrownBy(() -> executor.run(failing(0, "08006")))
                .isInstanceOfSatisfying(DatabaseUnavailableException.class, e -> assertThat(e.reason())
                        .isEqualTo(FailureReason.CONNECTION_REFUSED));
        assertThat(attempts).hasValue(0);
    }

    @Test
    void an_operation_that_is_not_admitted_in_time_is_refused_without_suspicion() {
        assertThatThrownBy(() -> executor.run(() -> executor.run(failing(0, "08006"))))
                .isInstanceOfSatisfying(DatabaseUnavailableException.class, e -> assertThat(e.reason())
                        .isEqualTo(FailureReason.POOL_EXHAUSTED));

        assertThat(suspicions).hasValue(0);
        assertThat(executor.run(failing(0, "08006"))).isEqualTo("done");
    }

    @Test
    void a_transient_failure_is_not_retried_without_budget() {
        Runner poor = executor(new RetryConfig(3, Duration.ofMillis(1), 2, Duration.ofMillis(4), 0, 0));
        for (int burst = 0; burst < 100; burst++) {
            attempts.set(0);
            assertThat(poor.run(failing(1, "08006"))).isEqualTo("done");
        }

        attempts.set(0);
        assertThatThrownBy(() -> poor.run(failing(1, "57P01"))).isInstanceOf(DatabaseUnavailableException.class);
        assertThat(attempts).hasValue(1);

        ticker.advance(Duration.ofSeconds(1));
        attempts.set(0);
        assertThat(poor.run(failing(1, "08006"))).isEqualTo("done");
    }

    @Test
    void work_with_transient_failures_is_retried_until_it_succeeds() {
        assertThat(executor.run(failing(2, "08006"))).isEqualTo("done");

        assertThat(attempts).hasValue(3);
        assertThat(suspicions).hasValue(2);
        assertThat(events.ofType(OperationRetried.class))
                .extracting(OperationRetried::attempt, OperationRetried::maxAttempts, OperationRetried::reason)
                .containsExactly(
                        tuple(2, 3, FailureReason.CONNECTION_LOST), tuple(3, 3, FailureReason.CONNECTION_LOST));
    }

    @Test
    void attempts_that_fail_and_the_pauses_after_them_are_traced() {
        executor.run(failing(2, "57P01"));

        assertThat(tracer.events())
                .containsExactly(
                        new AttemptFailed(1, FailureReason.CONNECTION_LOST),
                        new Waited(Wait.REPETITION, Duration.ZERO, false),
                        new AttemptFailed(2, FailureReason.CONNECTION_LOST),
                        new Waited(Wait.REPETITION, Duration.ZERO, false));
    }

    @Test
    void an_undisturbed_operation_has_no_events() {
        executor.run(failing(0, "08006"));

        assertThat(tracer.events()).isEmpty();
    }

    @Test
    void conflicts_and_waits_for_admission_are_traced_and_a_refusal_is_no_attempt() {
        executor.run(failing(1, "40001"));
        assertThatThrownBy(() -> executor.run(() -> executor.run(failing(0, "08006"))))
                .isInstanceOf(DatabaseUnavailableException.class);

        assertThat(tracer.events())
                .containsExactly(new ConflictMet(), new Waited(Wait.CONNECTION, Duration.ZERO, true));
    }

    @Test
    void without_budget_the_retry_is_traced_as_refused() {
        Runner poor = executor(new RetryConfig(3, Duration.ofMillis(1), 2, Duration.ofMillis(4), 0, 0));
        for (int burst = 0; burst < 100; burst++) {
            attempts.set(0);
            poor.run(failing(1, "08006"));
        }
        attempts.set(0);

        assertThatThrownBy(() -> poor.run(failing(1, "57P01"))).isInstanceOf(DatabaseUnavailableException.class);

        List<OperationEvent> traced = tracer.events();
        assertThat(traced.get(traced.size() - 1)).isEqualTo(new Waited(Wait.REPETITION, Duration.ZERO, true));
    }

    @Test
    void work_fails_after_the_last_attempt() {
        assertThatThrownBy(() -> executor.run(failing(3, "57P03")))
                .isInstanceOfSatisfying(DatabaseUnavailableException.class, e -> assertThat(e.reason())
                        .isEqualTo(FailureReason.SERVER_STARTING_UP));

        assertThat(attempts).hasValue(3);
        assertThat(events.ofType(OperationGivenUp.class))
                .singleElement()
                .satisfies(event -> assertThat(event.attempts()).isEqualTo(3));
    }

    @Test
    void an_application_error_is_neither_retried_nor_suspicious() {
        assertThatThrownBy(() -> executor.run(failing(1, "42P01"))).isInstanceOf(DatabaseOperationException.class);

        assertThat(attempts).hasValue(1);
        assertThat(suspicions).hasValue(0);
        assertThat(events.events()).isEmpty();
    }

    @Test
    void a_lost_response_to_COMMIT_is_retried_because_writes_carry_tokens() {
        assertThat(executor.<String>run(() -> {
                    if (attempts.incrementAndGet() == 1) {
                        throw new CommitFailedException(new SQLException("gone", "08006"));
                    }
                    return "done";
                }))
                .isEqualTo("done");

        assertThat(attempts).hasValue(2);
        assertThat(suspicions).hasValue(1);
    }

    @Test
    void a_conflict_is_retried_separately_and_not_reported_as_a_retry() {
        assertThat(executor.run(failing(9, "40001"))).isEqualTo("done");

        assertThat(attempts).hasValue(10);
        assertThat(events.ofType(OperationRetried.class)).isEmpty();
        assertThat(suspicions).hasValue(0);
    }

    @Test
    void other_exceptions_are_thrown_unchanged() {
        var ours = new IllegalStateException("ours");

        assertThatThrownBy(() -> executor.run(() -> {
                    throw ours;
                }))
                .isSameAs(ours);
    }

    @Test
    void an_interrupt_between_two_attempts_ends_the_work_and_keeps_the_interrupt_flag() {
        assertThatThrownBy(() -> executor.run(() -> {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException(new SQLException("gone", "08006"));
                }))
                .isInstanceOf(DatabaseUnavailableException.class);

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void conflicts_do_not_count_as_attempts() {
        Iterator<String> states =
                List.of("40001", "40001", "08006", "40001", "08006").iterator();

        assertThat(executor.run(() -> {
                    if (states.hasNext()) {
                        throw new IllegalStateException(new SQLException("broken", states.next()));
                    }
                    return "done";
                }))
                .isEqualTo("done");

        assertThat(events.ofType(OperationRetried.class))
                .extracting(OperationRetried::attempt)
                .containsExactly(2, 3);
    }

    @Test
    void earlier_failures_are_suppressed_exceptions_of_the_last_one() {
        assertThatThrownBy(() -> executor.run(failing(3, "08006"))).cause().satisfies(last -> assertThat(
                        last.getSuppressed())
                .singleElement()
                .satisfies(second -> assertThat(second.getSuppressed()).hasSize(1)));
    }

    @Test
    void nothing_is_attempted_after_close() {
        gate.end();

        assertThatThrownBy(() -> executor.run(failing(0, "08006")))
                .isInstanceOfSatisfying(DatabaseUnavailableException.class, e -> assertThat(e.reason())
                        .isEqualTo(FailureReason.SHUTTING_DOWN));
        assertThat(attempts).hasValue(0);
    }

    private Supplier<String> failing(int times, String sqlState) {
        return () -> {
            if (attempts.incrementAndGet() <= times) {
                throw new IllegalStateException(new SQLException("broken", sqlState));
            }
            return "done";
        };
    }
}

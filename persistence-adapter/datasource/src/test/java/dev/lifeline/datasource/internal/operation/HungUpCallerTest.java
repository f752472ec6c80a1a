package dev.lifeline.datasource.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.datasource.config.RetryConfig;
import dev.lifeline.datasource.internal.failure.FailureTranslator;
import dev.lifeline.datasource.internal.jdbc.Borrowers;
import dev.lifeline.datasource.work.SqlWork;
import dev.lifeline.domain.connection.CallerCancellation;
import dev.lifeline.domain.connection.CallerCounts;
import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.connection.OperationEvent.Wait;
import dev.lifeline.domain.testing.FakeClock;
import dev.lifeline.domain.testing.FakeTicker;
import dev.lifeline.domain.testing.RecordingListener;
import dev.lifeline.domain.testing.RecordingTracer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Every wait of an operation ends when its caller disconnects, and is neither a failure nor part of an outage. All
 * clocks stand still.
 */
@Timeout(60)
class HungUpCallerTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final RetryConfig SLOW = new RetryConfig(3, LONG, 2, LONG.multipliedBy(2), 0, 1);

    private final RecordingListener events = new RecordingListener();
    private final AtomicInteger suspicions = new AtomicInteger();
    private final AtomicInteger attempts = new AtomicInteger();
    private final FakeTicker ticker = new FakeTicker();
    private final RecordingTracer tracer = new RecordingTracer();
    private final CallerGate gate = new CallerGate(ticker, LONG, 100, Wait.DATABASE, tracer);
    private final CallerGate writers = new CallerGate(ticker, LONG, 100, Wait.WRITABLE_SERVER, tracer);
    private final Admission admission = new Admission(1, 10, LONG, ticker, tracer, new Borrowers(1));
    private final RecoverySignal signal = new RecoverySignal();
    private final OperationRunner runner = runner();
    private final CallerCancellation caller = new CallerCancellation();
    private final AtomicReference<Thread> thread = new AtomicReference<>();

    private OperationRunner runner() {
        var reports = new OperationReports(events, tracer, new FakeClock());
        var translator = new FailureTranslator(new Random(1));
        return new OperationRunner(
                SLOW,
                new RetryPauses(SLOW, new Random(1), signal, kind -> suspicions.incrementAndGet(), reports, ticker),
                new Barriers(gate, writers, admission),
                deadline -> FakeConnection.open(),
                new OperationOutcomes(
                        gate, translator, new SchemaRepair(() -> 0, () -> {}, () -> false, ticker), reports),
                reports);
    }

    @BeforeEach
    void open_the_gates() {
        gate.open();
        writers.open();
    }

    @Test
    void at_the_gate() {
        gate.close(FailureReason.CONNECTION_REFUSED);
        CompletableFuture<String> operation = run(connection -> "never");
        await().until(() -> gate.waiting() == 1);

        caller.cancel();

        assertEndedWithoutTrace(operation);
        assertThat(gate.tally()).isEqualTo(new CallerCounts(0, 0, 0));
        assertThat(gate.refused()).isZero();
    }

    @Test
    void at_the_gate_of_writers() {
        writers.close(FailureReason.READ_ONLY_SERVER);
        CompletableFuture<String> operation = run(connection -> "never");
        await().until(() -> writers.waiting() == 1);

        caller.cancel();

        assertEndedWithoutTrace(operation);
        assertThat(writers.tally()).isEqualTo(new CallerCounts(0, 0, 0));
    }

    @Test
    void in_the_queue_for_a_connection() throws Exception {
        admission.enter(Deadline.in(LONG, ticker));
        CompletableFuture<String> operation = run(connection -> "never");
        await().until(() -> admission.waiting() == 1);

        caller.cancel();

        assertEndedWithoutTrace(operation);
        assertThat(admission.waiting()).isZero();
    }

    @Test
    void in_the_pause_before_the_first_retry_and_before_a_later_one() {
        for (int pause = 1; pause <= 2; pause++) {
            int failures = pause;
            attempts.set(0);
            events.clear();
            var another = new CallerCancellation();
            CompletableFuture<String> operation = run(another, connection -> fail(failures, "08006"));
            await().until(() -> attempts.get() == 1 && isPausing());
            if (pause == 2) {
                signal.give();
                await().until(() -> attempts.get() == 2 && isPausing());
            }
            int suspicionsBefore = suspicions.get();

            another.cancel();

            assertEnded(operation);
            assertThat(attempts).hasValue(pause);
            assertThat(suspicions).hasValue(suspicionsBefore);
        }
    }

    @Test
    void cancelled_statement_is_neither_retried_nor_held_against_the_database() {
        CompletableFuture<String> operation = run(connection -> {
            attempts.incrementAndGet();
            caller.cancel();
            throw new SQLException("connection lost just then", "08006");
        });

        assertEndedWithoutTrace(operation);
        assertThat(attempts).hasValue(1);
    }

    private String fail(int times, String sqlState) throws SQLException {
        if (attempts.incrementAndGet() <= times) {
            throw new SQLException("lost", sqlState);
        }
        return "done";
    }

    private boolean isPausing() {
        return thread.get().getState() == Thread.State.TIMED_WAITING;
    }

    private CompletableFuture<String> run(SqlWork<String> work) {
        return run(caller, work);
    }

    private CompletableFuture<String> run(CallerCancellation bound, SqlWork<String> work) {
        var result = new CompletableFuture<String>();
        var running = new Thread(() -> bound.run(() -> {
            try {
                result.complete(runner.run(Operation.write(Deadline.in(LONG, ticker), work)));
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        }));
        running.setDaemon(true);
        thread.set(running);
        running.start();
        return result;
    }

    private void assertEndedWithoutTrace(CompletableFuture<String> operation) {
        assertEnded(operation);
        assertThat(events.events()).isEmpty();
        assertThat(suspicions).hasValue(0);
    }

    private static void assertEnded(CompletableFuture<String> operation) {
        assertThat(operation)
                .failsWithin(SOON)
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(DatabaseUnavailableException.class, e -> assertThat(e.reason())
                        .isEqualTo(FailureReason.INTERRUPTED));
    }
}

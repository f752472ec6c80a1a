package dev.lifeline.datasource.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lifeline.datasource.internal.failure.GateClosedException;
import dev.lifeline.domain.connection.CallerCounts;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.connection.OperationEvent.Wait;
import dev.lifeline.domain.connection.OperationEvent.Waited;
import dev.lifeline.domain.testing.FakeTicker;
import dev.lifeline.domain.testing.RecordingTracer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CallerGateTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final FakeTicker ticker = new FakeTicker();
    private final RecordingTracer tracer = new RecordingTracer();

    @Test
    void an_open_gate_lets_callers_pass() {
        CallerGate gate = gate(LONG, 100);

        gate.open();

        assertThatCode(gate::pass).doesNotThrowAnyException();
    }

    @Test
    void a_waiting_caller_passes_when_the_gate_opens() {
        CallerGate gate = gate(LONG, 100);
        CompletableFuture<Void> waiting = callerThatWaitsAt(gate);

        gate.open();

        assertThat(waiting).succeedsWithin(Duration.ofSeconds(5));
    }

    @Test
    void a_caller_that_waited_for_the_hold_time_is_refused_with_the_reason() {
        CallerGate gate = gate(Duration.ofMillis(1), 100);
        gate.close(FailureReason.CONNECTION_REFUSED);

        assertThatThrownBy(gate::pass).isInstanceOfSatisfying(GateClosedException.class, e -> assertThat(e.reason())
                .isEqualTo(FailureReason.CONNECTION_REFUSED));
    }

    @Test
    void no_caller_waits_after_the_outage_exceeds_the_hold_time() {
        CallerGate gate = gate(LONG, 100);

        ticker.advance(LONG.plusNanos(1));

        assertThat(gate.isOverdue()).isTrue();
        assertThatThrownBy(gate::pass).isInstanceOf(GateClosedException.class);
    }

    @Test
    void closing_again_does_not_restart_the_outage() {
        CallerGate gate = gate(LONG, 100);
        gate.open();
        gate.close(FailureReason.CONNECTION_LOST);
        ticker.advance(LONG.plusNanos(1));

        gate.close(FailureReason.CONNECTION_REFUSED);

        assertThat(gate.isOverdue()).isTrue();
    }

    @Test
    void the_next_outage_starts_from_zero() {
        CallerGate gate = gate(LONG, 100);
        ticker.advance(LONG.plusNanos(1));
        gate.open();

        gate.close(FailureReason.CONNECTION_LOST);

        assertThat(gate.isOverdue()).isFalse();
    }

    @Test
    void an_ended_gate_refuses_all_callers() {
        CallerGate gate = gate(LONG, 100);
        gate.open();

        gate.end();

        assertThatThrownBy(gate::pass).isInstanceOfSatisfying(GateClosedException.class, e -> assertThat(e.reason())
                .isEqualTo(FailureReason.SHUTTING_DOWN));
    }

    @Test
    void an_ended_gate_wakes_waiting_callers_and_never_closes_again() {
        CallerGate gate = gate(LONG, 100);
        CompletableFuture<Void> waiting = callerThatWaitsAt(gate);

        gate.end();
        gate.close(FailureReason.CONNECTION_LOST);

        assertThat(waiting).failsWithin(Duration.ofSeconds(5));
        assertThatThrownBy(gate::pass).isInstanceOfSatisfying(GateClosedException.class, e -> assertThat(e.reason())
                .isEqualTo(FailureReason.SHUTTING_DOWN));
    }

    @Test
    void an_interrupted_caller_is_refused_and_keeps_its_flag() {
        CallerGate gate = gate(LONG, 100);
        Thread.currentThread().interrupt();

        assertThatThrownBy(gate::pass).isInstanceOf(GateClosedException.class);

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void the_number_of_waiting_callers_is_limited() {
        CallerGate gate = gate(LONG, 1);
        CompletableFuture<Void> waiting = callerThatWaitsAt(gate);

        assertThatThrownBy(gate::pass).isInstanceOf(GateClosedException.class);

        gate.open();
        assertThat(waiting).succeedsWithin(Duration.ofSeconds(5));
    }

    @Test
    void a_caller_with_less_time_waits_only_for_that_time() {
        CallerGate gate = gate(LONG, 100);

        assertThatThrownBy(() -> gate.pass(Duration.ofMillis(1))).isInstanceOf(GateClosedException.class);
    }

    @Test
    void callers_are_counted_per_outage() {
        CallerGate gate = gate(LONG, 1);
        gate.open();
        gate.close(FailureReason.CONNECTION_LOST);
        CompletableFuture<Void> waiting = callerThatWaitsAt(gate);
        assertThatThrownBy(gate::pass).isInstanceOf(GateClosedException.class);
        gate.open();
        assertThat(waiting).succeedsWithin(Duration.ofSeconds(5));

        assertThat(gate.tally()).isEqualTo(new CallerCounts(1, 1, 1));

        gate.close(FailureReason.CONNECTION_LOST);
        assertThat(gate.tally()).isEqualTo(new CallerCounts(0, 0, 0));
    }

    @Test
    void admitted_and_refused_callers_are_counted_over_all_outages() {
        CallerGate gate = gate(LONG, 1);
        CompletableFuture<Void> waiting = callerThatWaitsAt(gate);
        assertThatThrownBy(gate::pass).isInstanceOf(GateClosedException.class);
        gate.open();
        assertThat(waiting).succeedsWithin(Duration.ofSeconds(5));

        gate.close(FailureReason.CONNECTION_REFUSED);
        ticker.advance(LONG.plusNanos(1));
        assertThatThrownBy(gate::pass).isInstanceOf(GateClosedException.class);

        assertThat(gate.admitted()).isEqualTo(1);
        assertThat(gate.refused()).isEqualTo(2);
    }

    private static CompletableFuture<Void> callerThatWaitsAt(CallerGate gate) {
        AtomicReference<Thread> caller = new AtomicReference<>();
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> {
            caller.set(Thread.currentThread());
            passUnchecked(gate);
        });
        await().until(() -> caller.get() != null && caller.get().getState() == Thread.State.TIMED_WAITING);
        return waiting;
    }

    private static void passUnchecked(CallerGate gate) {
        try {
            gate.pass();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void each_wait_is_traced_with_its_length_and_result() {
        CallerGate gate = gate(LONG, 100);
        CompletableFuture<Void> waiting = callerThatWaitsAt(gate);
        ticker.advance(Duration.ofSeconds(3));
        gate.open();
        assertThat(waiting).succeedsWithin(Duration.ofSeconds(5));
        assertThatCode(gate::pass).doesNotThrowAnyException();

        gate.close(FailureReason.CONNECTION_LOST);
        assertThatThrownBy(() -> gate.pass(Duration.ofMillis(1))).isInstanceOf(GateClosedException.class);
        ticker.advance(LONG.plusSeconds(1));
        assertThatThrownBy(gate::pass).isInstanceOf(GateClosedException.class);

        assertThat(tracer.events())
                .containsExactly(
                        new Waited(Wait.DATABASE, Duration.ofSeconds(3), false),
                        new Waited(Wait.DATABASE, Duration.ZERO, true),
                        new Waited(Wait.DATABASE, Duration.ZERO, true));
    }

    private CallerGate gate(Duration hold, int maxWaiting) {
        return new CallerGate(ticker, hold, maxWaiting, Wait.DATABASE, tracer);
    }
}

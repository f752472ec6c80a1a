package dev.lifeline.datasource.internal.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeline.datasource.internal.failure.FailureTranslator;
import dev.lifeline.datasource.internal.failure.GateClosedException;
import dev.lifeline.datasource.internal.jdbc.Borrowers;
import dev.lifeline.datasource.internal.operation.Admission;
import dev.lifeline.datasource.internal.operation.CallerGate;
import dev.lifeline.datasource.internal.operation.Deadline;
import dev.lifeline.domain.connection.CallerCancellation;
import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.connection.ConnectionEvent.OperationGivenUp;
import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.connection.OperationEvent.Wait;
import dev.lifeline.domain.port.out.OperationTracer;
import dev.lifeline.domain.time.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Issue 15, number 11: each refused caller of a shared statement is reported like any other caller. */
class GatedEntryTest {
    private static final Instant NOW = Instant.parse("2024-01-15T10:30:00Z");
    private static final Ticker STOPPED = () -> 0;
    private static final OperationTracer UNTRACED = new OperationTracer() {};

    private final List<ConnectionEvent> events = new ArrayList<>();
    private final CallerGate gate = new CallerGate(STOPPED, Duration.ZERO, 1, Wait.DATABASE, UNTRACED);
    private final Admission admission = new Admission(1, 0, Duration.ofMillis(1), STOPPED, UNTRACED, new Borrowers(1));
    private final GatedEntry entry = new GatedEntry(
            gate, admission, new FailureTranslator(new Random(1)), events::add, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void a_caller_refused_by_the_gate_is_reported() {
        gate.close(FailureReason.CONNECTION_REFUSED);

        assertRefused(() -> entry.pass(Deadline.in(Duration.ofSeconds(30), STOPPED)));

        assertReported(FailureReason.CONNECTION_TIMEOUT, FailureReason.CONNECTION_REFUSED);
    }

    @Test
    void a_caller_refused_by_a_full_queue_is_reported() {
        assertRefused(entry::queue);

        assertReported(FailureReason.POOL_EXHAUSTED);
    }

    /** Issue 15, number 23. */
    @Test
    void caller_that_hung_up_is_neither_reported_nor_counted() {
        gate.close(FailureReason.CONNECTION_REFUSED);
        var caller = new CallerCancellation();
        caller.cancel();

        caller.run(() -> {
            assertRefused(() -> entry.pass(Deadline.in(Duration.ofSeconds(30), STOPPED)));
            assertRefused(entry::queue);
        });

        assertThat(events).isEmpty();
        assertThat(gate.refused()).isZero();
    }

    @Test
    void a_caller_that_waited_too_long_is_reported() {
        assertThat(entry.refusal(FailureReason.POOL_EXHAUSTED).reason()).isEqualTo(FailureReason.POOL_EXHAUSTED);

        assertReported(FailureReason.POOL_EXHAUSTED);
    }

    @Test
    void a_caller_of_a_failed_shared_statement_is_reported() {
        entry.shared(new DatabaseUnavailableException(
                FailureReason.CONNECTION_LOST, Duration.ofSeconds(1), new IllegalStateException()));

        assertReported(FailureReason.CONNECTION_LOST);
    }

    /** Occurred in LongOutageFaultIT as "expected 170 but was 166". */
    @Test
    void a_caller_with_a_refused_leader_is_counted_by_the_gate() {
        gate.close(FailureReason.CONNECTION_REFUSED);
        var refused = new FailureTranslator(new Random(1))
                .unavailable(new GateClosedException(FailureReason.CONNECTION_REFUSED));

        entry.shared(refused);

        assertThat(gate.tally().failed()).isEqualTo(1);
        assertThat(gate.refused()).isEqualTo(1);
    }

    @Test
    void the_leader_is_reported_by_the_retry_policies_only() {
        gate.open();
        var outage = new DatabaseUnavailableException(
                FailureReason.CONNECTION_LOST, Duration.ofSeconds(1), new IllegalStateException());
        var limits = new BatchLimits(1, 1, Duration.ofMillis(1), 10, Duration.ofSeconds(1));
        var batcher = new Batcher<String, String>(new Failing(outage), entry, limits, STOPPED);

        assertRefused(() -> batcher.find("a", Deadline.in(Duration.ofSeconds(30), STOPPED)));

        assertThat(events).isEmpty();
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatExceptionOfType(DatabaseUnavailableException.class).isThrownBy(call);
    }

    /** Asserts one event for each of the reasons. */
    private void assertReported(FailureReason... reasons) {
        assertThat(events).singleElement().isInstanceOfSatisfying(OperationGivenUp.class, event -> {
            assertThat(event.at()).isEqualTo(NOW);
            assertThat(event.attempts()).isEqualTo(1);
            assertThat(event.reason()).isIn((Object[]) reasons);
        });
    }

    private record Failing(DatabaseUnavailableException failure) implements Rows<String, String> {
        @Override
        public Optional<String> one(String key, Deadline deadline) {
            throw failure;
        }

        @Override
        public Map<String, String> many(Collection<String> keys, Deadline deadline) {
            throw failure;
        }
    }
}

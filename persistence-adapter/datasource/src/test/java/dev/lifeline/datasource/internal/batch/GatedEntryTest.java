package dev.lifeline.datasource.internal.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeline.datasource.internal.failure.FailureTranslator;
import dev.lifeline.datasource.internal.failure.GateClosedException;
import dev.lifeline.datasource.internal.jdbc.Borrowers;
import dev.lifeline.datasource.internal.operation.Admission;
import dev.lifeline.datasource.internal.operation.CallerGate;
import dev.lifeline.datasource.internal.operation.Deadline;
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

/** Issue 15, number 11: each caller of a shared statement that is refused is reported as every other one is. */
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
    void caller_that_the_gate_refuses_is_reported() {
        gate.close(FailureReason.CONNECTION_REFUSED);

        assertRefused(() -> entry.pass(Deadline.in(Duration.ofSeconds(30), STOPPED)));

        assertReported(FailureReason.CONNECTION_TIMEOUT, FailureReason.CONNECTION_REFUSED);
    }

    @Test
    void caller_for_whom_the_queue_has_no_room_is_reported() {
        assertRefused(entry::queue);

        assertReported(FailureReason.POOL_EXHAUSTED);
    }

    @Test
    void caller_whose_turn_does_not_come_is_reported() {
        assertThat(entry.refusal(FailureReason.POOL_EXHAUSTED).reason()).isEqualTo(FailureReason.POOL_EXHAUSTED);

        assertReported(FailureReason.POOL_EXHAUSTED);
    }

    @Test
    void caller_whose_statement_another_caller_ran_is_reported() {
        entry.shared(new DatabaseUnavailableException(
                FailureReason.CONNECTION_LOST, Duration.ofSeconds(1), new IllegalStateException()));

        assertReported(FailureReason.CONNECTION_LOST);
    }

    /** Seen as "expected 170 but was 166" in LongOutageFaultIT. */
    @Test
    void caller_whose_statement_was_refused_at_the_gate_is_counted_there() {
        gate.close(FailureReason.CONNECTION_REFUSED);
        var refused = new FailureTranslator(new Random(1))
                .unavailable(new GateClosedException(FailureReason.CONNECTION_REFUSED));

        entry.shared(refused);

        assertThat(gate.tally().failed()).isEqualTo(1);
        assertThat(gate.refused()).isEqualTo(1);
    }

    @Test
    void caller_that_ran_the_statement_itself_is_left_to_the_policies_around_the_statement() {
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

    /** One event, of one of those reasons. */
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

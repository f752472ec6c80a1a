package dev.lifeline.datasource.internal.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeline.datasource.internal.operation.CallerGate;
import dev.lifeline.datasource.internal.operation.RecoveryGate;
import dev.lifeline.datasource.internal.operation.RecoverySignal;
import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.connection.ConnectionEvent.CheckFailed;
import dev.lifeline.domain.connection.ConnectionEvent.CheckPassed;
import dev.lifeline.domain.connection.ConnectionEvent.ConnectionLost;
import dev.lifeline.domain.connection.ConnectionEvent.ConnectionRecovered;
import dev.lifeline.domain.connection.ConnectionEvent.GenerationReplaced;
import dev.lifeline.domain.connection.ConnectionEvent.ReplacementCause;
import dev.lifeline.domain.connection.ConnectionEvent.StateChanged;
import dev.lifeline.domain.connection.ConnectionState;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.connection.OperationEvent.Wait;
import dev.lifeline.domain.connection.PoolOccupancy;
import dev.lifeline.domain.port.out.OperationTracer;
import dev.lifeline.domain.testing.FakeClock;
import dev.lifeline.domain.testing.FakeTicker;
import dev.lifeline.domain.testing.RecordingListener;
import java.net.InetAddress;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Decisions of the engine for each probe result, without a server, threads or real time. */
class RecoveryEngineTest {
    private final FakeTicker ticker = new FakeTicker();
    private final FakeServer server = new FakeServer();
    private final RecordingListener events = new RecordingListener();
    private Consumer<ConnectionEvent> whileReported = event -> {};
    private final Gates gates = new Gates(new RecoveryGate(), gate(), gate(), new RecoverySignal());
    private final RecoveryEngine engine = new RecoveryEngine(new EngineParts(
            () -> server,
            server,
            server,
            gates,
            this::report,
            2,
            new EngineContext(new FakeClock(), ticker, new Random(1), InetAddress::getAllByName)));

    private CallerGate gate() {
        return new CallerGate(ticker, Duration.ofSeconds(15), 10, Wait.DATABASE, new OperationTracer() {});
    }

    @Test
    void an_outage_closes_the_gates_at_once_and_the_first_answer_opens_them_with_a_new_pool() {
        engine.check();
        server.refusal = FakeServer.refused();
        engine.check();
        assertThat(engine.snapshot().state()).isEqualTo(ConnectionState.LOST);
        assertThat(gates.callers().isClosed()).isTrue();
        assertThat(engine.nextCheck())
                .hasValueSatisfying(pause -> assertThat(pause).isBetween(Duration.ofMillis(1), Duration.ofMillis(100)));

        server.refusal = null;
        engine.check();

        assertThat(engine.snapshot().state()).isEqualTo(ConnectionState.CONNECTED);
        assertThat(gates.callers().isClosed()).isFalse();
        assertThat(engine.nextCheck()).isEmpty();
        assertThat(causes()).containsExactly(ReplacementCause.RECOVERED);
        assertThat(events.ofType(ConnectionRecovered.class)).hasSize(1);
    }

    @Test
    void a_flapping_database_is_reported_once_per_outage_and_the_delays_start_over() {
        engine.check();
        for (int round = 0; round < 5; round++) {
            server.refusal = FakeServer.refused();
            engine.check();
            assertThat(engine.nextCheck().orElseThrow()).isLessThanOrEqualTo(Duration.ofMillis(100));
            server.refusal = null;
            engine.check();
        }

        assertThat(events.ofType(ConnectionLost.class)).hasSize(5);
        assertThat(events.ofType(ConnectionRecovered.class)).hasSize(5);
        assertThat(gates.callers().isClosed()).isFalse();
    }

    @Test
    void a_timeout_is_confirmed_before_it_is_an_outage() {
        engine.check();
        server.refusal = FakeServer.silence();
        engine.check();
        assertThat(engine.snapshot().state()).isEqualTo(ConnectionState.CONNECTED);
        assertThat(engine.isSettled()).isFalse();
        assertThat(engine.nextCheck()).contains(Duration.ofMillis(100));

        engine.check();

        assertThat(engine.snapshot().state()).isEqualTo(ConnectionState.LOST);
        assertThat(gates.callers().isClosed()).isTrue();
    }

    @Test
    void refused_credentials_are_retried_slowly() {
        server.refusal = new SQLException("password authentication failed", "28P01");
        engine.check();

        assertThat(engine.snapshot().state()).isEqualTo(ConnectionState.MISCONFIGURED);
        assertThat(engine.nextCheck()).contains(Duration.ofSeconds(5));
    }

    @Test
    void callers_wait_after_a_failed_schema_setup() {
        server.schemaProblem = () -> new SchemaFailedException(new IllegalStateException("no such script"));
        engine.check();

        assertThat(engine.snapshot().failure()).isEqualTo(FailureReason.MIGRATION_FAILED);
        assertThat(gates.callers().isClosed()).isTrue();
    }

    @Test
    void a_check_that_throws_counts_as_a_check_without_an_answer() {
        engine.check();
        server.fault = new IllegalStateException("a bug");
        assertThatThrownBy(engine::check).isSameAs(server.fault);
        engine.broken();

        assertThat(engine.snapshot().failure()).isEqualTo(FailureReason.UNEXPECTED);
        assertThat(engine.nextCheck()).isPresent();
    }

    @Test
    void a_read_only_server_serves_reads_and_is_checked_until_it_is_writable() {
        engine.check();
        server.answer = new ServerAnswer(true, false, "first", "data");
        engine.check();
        assertThat(engine.snapshot().state()).isEqualTo(ConnectionState.READ_ONLY);
        assertThat(gates.writers().isClosed()).isTrue();
        assertThat(gates.callers().isClosed()).isFalse();
        assertThat(engine.nextCheck()).contains(Duration.ofMillis(500));

        server.answer = new ServerAnswer(false, false, "first", "data");
        engine.check();

        assertThat(gates.writers().isClosed()).isFalse();
        assertThat(causes()).containsExactly(ReplacementCause.SERVER_CHANGED);
    }

    @Test
    void a_different_server_gets_new_connections() {
        engine.check();
        server.answer = new ServerAnswer(false, false, "second", "data");
        engine.check();
        engine.check();

        assertThat(causes()).containsExactly(ReplacementCause.SERVER_CHANGED);
    }

    @Test
    void a_saturated_pool_serves_and_is_checked_again() {
        server.occupancy = new PoolOccupancy(10, 0, 5, 10);
        engine.check();

        assertThat(engine.snapshot().state()).isEqualTo(ConnectionState.SATURATED);
        assertThat(engine.nextCheck()).contains(Duration.ofMillis(500));
    }

    @Test
    void a_forced_reconnect_replaces_the_pool_only_of_a_usable_database() {
        engine.check();
        assertThat(engine.renew().isHealthy()).isTrue();
        server.refusal = FakeServer.refused();
        assertThat(engine.renew().isHealthy()).isFalse();

        assertThat(causes()).containsExactly(ReplacementCause.FORCED);
    }

    @Test
    void an_answer_after_the_engine_was_replaced_has_no_effect() {
        engine.check();
        server.refusal = FakeServer.refused();
        engine.check();
        server.refusal = null;
        server.effects.clear();
        server.whileAsked = () -> {
            server.whileAsked = () -> {};
            engine.successor();
            events.clear();
        };

        engine.check();

        assertThat(server.effects).isEmpty();
        assertThat(events.events()).isEmpty();
        assertThat(gates.callers().isClosed()).isTrue();
        assertThat(engine.nextCheck()).isEmpty();
    }

    @Test
    void a_failure_after_the_engine_was_replaced_does_not_close_the_gates() {
        engine.check();
        server.whileAsked = () -> {
            server.whileAsked = () -> {};
            RecoveryEngine successor = engine.successor();
            successor.check();
            events.clear();
            server.refusal = FakeServer.refused();
        };

        engine.check();
        engine.broken();

        assertThat(gates.callers().isClosed()).isFalse();
        assertThat(events.events()).isEmpty();
    }

    @Test
    void a_successor_continues_the_outage_and_ends_it() {
        engine.check();
        server.refusal = FakeServer.refused();
        engine.check();
        server.refusal = null;

        engine.successor().check();

        assertThat(events.ofType(ConnectionLost.class)).hasSize(1);
        assertThat(events.ofType(ConnectionRecovered.class)).hasSize(1);
        assertThat(events.ofType(StateChanged.class))
                .extracting(StateChanged::to)
                .endsWith(ConnectionState.CONNECTED);
    }

    @Test
    void an_outage_whose_first_event_blocks_is_reported_by_the_successor() {
        engine.check();
        server.refusal = FakeServer.refused();
        List<RecoveryEngine> successors = new ArrayList<>();
        whileReported = event -> {
            if (event instanceof CheckFailed && successors.isEmpty()) {
                successors.add(engine.successor());
                server.refusal = null;
                successors.get(0).check();
            }
        };

        engine.check();

        assertThat(events.events())
                .filteredOn(event -> event instanceof ConnectionLost || event instanceof ConnectionRecovered)
                .hasExactlyElementsOfTypes(ConnectionLost.class, ConnectionRecovered.class);
    }

    @Test
    void an_end_of_an_outage_whose_first_event_blocks_is_reported_by_the_successor() {
        engine.check();
        server.refusal = FakeServer.refused();
        engine.check();
        server.refusal = null;
        List<RecoveryEngine> successors = new ArrayList<>();
        whileReported = event -> {
            if (event instanceof CheckPassed && successors.isEmpty()) {
                successors.add(engine.successor());
                successors.get(0).check();
            }
        };

        engine.check();

        assertThat(events.ofType(ConnectionLost.class)).hasSize(1);
        assertThat(events.ofType(ConnectionRecovered.class)).hasSize(1);
    }

    private void report(ConnectionEvent event) {
        events.on(event);
        whileReported.accept(event);
    }

    private List<ReplacementCause> causes() {
        return events.ofType(GenerationReplaced.class).stream()
                .map(GenerationReplaced::cause)
                .toList();
    }
}

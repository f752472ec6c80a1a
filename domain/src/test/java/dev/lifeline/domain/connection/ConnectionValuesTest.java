package dev.lifeline.domain.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.lifeline.domain.connection.ConnectionEvent.StateChanged;
import dev.lifeline.domain.write.WriteToken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionValuesTest {
    private static final Instant NOW = Instant.EPOCH;
    private static final Duration TOOK = Duration.ofMillis(2);
    private static final EngineLoad LOAD = new EngineLoad(0, 0, 0, 100);
    private static final PoolOccupancy POOL = new PoolOccupancy(1, 2, 0, 10);

    @Test
    void a_healthy_check_has_no_reason() {
        CheckResult result = CheckResult.healthy(NOW, TOOK);

        assertThat(result.isHealthy()).isTrue();
        assertThat(result.reason()).isEmpty();
    }

    @Test
    void a_failed_check_has_a_reason() {
        CheckResult result = CheckResult.failed(NOW, TOOK, FailureReason.CONNECTION_REFUSED);

        assertThat(result.isHealthy()).isFalse();
        assertThat(result.reason()).contains(FailureReason.CONNECTION_REFUSED);
        assertThatNullPointerException().isThrownBy(() -> CheckResult.failed(NOW, TOOK, null));
    }

    @Test
    void a_check_requires_a_time_and_a_duration() {
        assertThatNullPointerException().isThrownBy(() -> CheckResult.healthy(null, TOOK));
        assertThatNullPointerException().isThrownBy(() -> CheckResult.healthy(NOW, null));
    }

    @Test
    void health_may_have_neither_a_failure_nor_a_check() {
        var health = new ConnectionHealth(ConnectionState.STARTING, NOW, null, null, 0, POOL, LOAD);

        assertThat(health.reason()).isEmpty();
        assertThat(health.newestCheck()).isEmpty();
    }

    @Test
    void health_returns_its_failure_and_its_newest_check() {
        CheckResult check = CheckResult.failed(NOW, TOOK, FailureReason.CONNECTION_LOST);
        var health =
                new ConnectionHealth(ConnectionState.LOST, NOW, FailureReason.CONNECTION_LOST, check, 3, POOL, LOAD);

        assertThat(health.reason()).contains(FailureReason.CONNECTION_LOST);
        assertThat(health.newestCheck()).contains(check);
    }

    @Test
    void health_requires_a_state_its_start_a_pool_and_a_load() {
        assertThatNullPointerException().isThrownBy(() -> new ConnectionHealth(null, NOW, null, null, 0, POOL, LOAD));
        assertThatNullPointerException()
                .isThrownBy(() -> new ConnectionHealth(ConnectionState.LOST, null, null, null, 0, POOL, LOAD));
        assertThatNullPointerException()
                .isThrownBy(() -> new ConnectionHealth(ConnectionState.LOST, NOW, null, null, 0, null, LOAD));
        assertThatNullPointerException()
                .isThrownBy(() -> new ConnectionHealth(ConnectionState.LOST, NOW, null, null, 0, POOL, null));
    }

    @Test
    void a_pool_is_saturated_only_if_all_connections_are_in_use_and_callers_queue() {
        assertThat(new PoolOccupancy(10, 0, 1, 10).isSaturated()).isTrue();
        assertThat(new PoolOccupancy(10, 0, 0, 10).isSaturated()).isFalse();
        assertThat(new PoolOccupancy(9, 1, 1, 10).isSaturated()).isFalse();
    }

    @Test
    void every_reason_has_a_distinct_text() {
        assertThat(FailureReason.values())
                .extracting(FailureReason::text)
                .doesNotHaveDuplicates()
                .allMatch(text -> text.matches("[A-Z][A-Za-z -]+"));
    }

    @Test
    void database_unavailable_carries_reason_retry_time_and_cause() {
        var cause = new IllegalStateException("refused");

        var exception =
                new DatabaseUnavailableException(FailureReason.CONNECTION_REFUSED, Duration.ofSeconds(2), cause);

        assertThat(exception).hasMessage("Connection refused").hasCause(cause);
        assertThat(exception.reason()).isEqualTo(FailureReason.CONNECTION_REFUSED);
        assertThat(exception.retryAfter()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void transaction_in_doubt_carries_retry_time_and_cause() {
        var cause = new IllegalStateException("lost");

        var exception = new TransactionInDoubtException(WriteToken.of("scope", "key"), Duration.ofSeconds(1), cause);

        assertThat(exception)
                .hasMessage("The outcome of the write is unknown: scope key")
                .hasCause(cause);
        assertThat(exception.retryAfter()).isEqualTo(Duration.ofSeconds(1));
        assertThat(exception.token().key()).isEqualTo("key");
    }

    @Test
    void a_refused_operation_carries_its_cause() {
        var cause = new IllegalStateException("syntax error");

        assertThat(new DatabaseOperationException(cause))
                .hasMessage("The database refused the operation")
                .hasCause(cause);
    }

    @Test
    void an_event_requires_a_time() {
        ConnectionEvent event = new StateChanged(NOW, ConnectionState.STARTING, ConnectionState.CONNECTED);

        assertThat(event.at()).isEqualTo(NOW);
    }

    @Test
    void every_event_returns_its_time() {
        List<ConnectionEvent> events = List.of(
                new ConnectionEvent.CheckPassed(NOW, TOOK),
                new ConnectionEvent.CheckFailed(NOW, TOOK, FailureReason.CONNECTION_LOST),
                new ConnectionEvent.ConnectionLost(NOW, FailureReason.CONNECTION_LOST, 1, TOOK),
                new ConnectionEvent.RecoveryAttemptFailed(NOW, 1, FailureReason.CONNECTION_LOST, TOOK),
                new ConnectionEvent.RecoveryOverdue(NOW, 1, TOOK, FailureReason.CONNECTION_LOST),
                new ConnectionEvent.ConnectionRecovered(NOW, TOOK, 1, new CallerCounts(1, 1, 0)),
                new ConnectionEvent.GenerationReplaced(NOW, 2, ConnectionEvent.ReplacementCause.FORCED),
                new ConnectionEvent.OperationRetried(NOW, 2, 3, FailureReason.CONNECTION_LOST),
                new ConnectionEvent.OperationGivenUp(NOW, 3, FailureReason.CONNECTION_LOST),
                new ConnectionEvent.FlowCut(NOW, TOOK, ConnectionEvent.CutCause.DEAD_FLOW, "idle"),
                new ConnectionEvent.StatementCancelled(NOW, TOOK),
                new ConnectionEvent.WaitJudged(NOW, TOOK, ConnectionEvent.WaitVerdict.SLOW),
                new ConnectionEvent.ClockJumped(NOW, TOOK),
                new ConnectionEvent.OutcomeResolved(NOW, true),
                new ConnectionEvent.EngineRestarted(NOW, ConnectionEvent.EnginePart.SENTINEL));

        assertThat(events).extracting(ConnectionEvent::at).containsOnly(NOW);
    }
}

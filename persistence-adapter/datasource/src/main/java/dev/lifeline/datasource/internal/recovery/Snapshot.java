package dev.lifeline.datasource.internal.recovery;

import dev.lifeline.domain.connection.CheckResult;
import dev.lifeline.domain.connection.ConnectionState;
import dev.lifeline.domain.connection.ConnectionStatus;
import dev.lifeline.domain.connection.FailureReason;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Immutable state of an engine, for other threads.
 *
 * @param since start of the state
 * @param lookedAt end of the last check, in ticker nanoseconds
 */
record Snapshot(
        ConnectionStatus status,
        Instant since,
        @Nullable FailureReason failure,
        @Nullable CheckResult lastCheck,
        long lookedAt) {

    static Snapshot initial(Instant now) {
        return new Snapshot(ConnectionStatus.initial(), now, null, null, 0);
    }

    ConnectionState state() {
        return status.state();
    }

    /** Returns the state after the data source was closed. */
    Snapshot closed(Instant at) {
        CheckResult none = CheckResult.failed(at, Duration.ZERO, FailureReason.SHUTTING_DOWN);
        ConnectionStatus ended = status.afterFailure(FailureReason.SHUTTING_DOWN, 1);
        return new Snapshot(ended, at, FailureReason.SHUTTING_DOWN, none, lookedAt);
    }

    /** Returns the state after another check. */
    Snapshot after(CheckResult check, ConnectionStatus next, long now) {
        Instant began = next.state() == state() ? since : check.at();
        FailureReason why = next.state() == ConnectionState.CONNECTED ? null : check.failure();
        return new Snapshot(next, began, why, check, now);
    }
}

package dev.lifeline.datasource.internal.recovery;

import dev.lifeline.domain.connection.CheckResult;
import dev.lifeline.domain.connection.ConnectionState;
import dev.lifeline.domain.connection.ConnectionStatus;
import dev.lifeline.domain.connection.FailureReason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an engine knows, for other threads to read in one piece.
 *
 * @param since when the state began
 * @param lookedAt when the last look ended, in the ticker's nanoseconds
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

    /** What is known after another look. */
    Snapshot after(CheckResult check, ConnectionStatus next, long now) {
        Instant began = next.state() == state() ? since : check.at();
        FailureReason why = next.state() == ConnectionState.CONNECTED ? null : check.failure();
        return new Snapshot(next, began, why, check, now);
    }
}

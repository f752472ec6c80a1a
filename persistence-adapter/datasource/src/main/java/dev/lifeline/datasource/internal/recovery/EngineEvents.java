package dev.lifeline.datasource.internal.recovery;

import dev.lifeline.domain.connection.CheckResult;
import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.connection.ConnectionEvent.ReplacementCause;
import dev.lifeline.domain.connection.ConnectionState;

/**
 * Reports the events of one engine while its lease is held. Never calls the listener within the lock of the lease,
 * because a listener may block.
 */
final class EngineEvents {
    private final EngineParts parts;
    private final EngineLease lease;

    EngineEvents(EngineParts parts, EngineLease lease) {
        this.parts = parts;
        this.lease = lease;
    }

    /** Reports a check and the resulting state change. */
    void checked(CheckResult check, ConnectionState before, ConnectionState after) {
        report(check.reason()
                .<ConnectionEvent>map(why -> new ConnectionEvent.CheckFailed(check.at(), check.took(), why))
                .orElseGet(() -> new ConnectionEvent.CheckPassed(check.at(), check.took())));
        if (before != after) {
            report(new ConnectionEvent.StateChanged(check.at(), before, after));
        }
    }

    /** Reports that a new pool took over. */
    void replaced(ReplacementCause cause) {
        report(new ConnectionEvent.GenerationReplaced(
                parts.context().now(), parts.pools().generation(), cause));
    }

    private void report(ConnectionEvent event) {
        if (lease.isHeld()) {
            parts.listener().on(event);
        }
    }
}

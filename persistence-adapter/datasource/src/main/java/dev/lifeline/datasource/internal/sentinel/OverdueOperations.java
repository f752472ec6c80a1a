package dev.lifeline.datasource.internal.sentinel;

import dev.lifeline.datasource.internal.jdbc.Lease;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Ends statements of operations after their deadline: cancels each first, and closes its connection if it still waits
 * after a grace period. Slowly arriving rows count as waiting. Statements of data source callers have no deadline.
 * Confined to one thread.
 */
final class OverdueOperations {
    /** Time for a cancelled statement to end. */
    private static final Duration CANCEL_GRACE = Duration.ofSeconds(1);

    /** Time to read replies that arrived while the process was suspended. */
    private static final Duration AFTER_SUSPENSION = Duration.ofSeconds(2);

    private final FlowRegistry flows;
    private final Consumer<Flow> cancel;
    private final Consumer<Flow> close;
    private final Map<Flow, Lease> cancelled = new HashMap<>();
    private long notBefore = Long.MIN_VALUE;

    /**
     * @param cancel cancels the statement of a connection with a known backend
     * @param close closes a connection
     */
    OverdueOperations(FlowRegistry flows, Consumer<Flow> cancel, Consumer<Flow> close) {
        this.flows = flows;
        this.cancel = cancel;
        this.close = close;
    }

    /** Records that the process was suspended until now. */
    void resumed(long now) {
        notBefore = now + AFTER_SUSPENSION.toNanos();
    }

    void endThem(long now) {
        if (now < notBefore) {
            return;
        }
        List<Flow> overdue = flows.overdue(now);
        cancelled
                .entrySet()
                .removeIf(entry ->
                        entry.getKey().isClosed() || !entry.getKey().lease().equals(entry.getValue()));
        overdue.forEach(flow -> end(flow, now));
    }

    /** Ends a statement. Behind a pooler there is no backend to cancel, so its connection is closed. */
    private void end(Flow flow, long now) {
        Lease lease = flow.lease();
        boolean graceIsOver = now - lease.end() >= CANCEL_GRACE.toNanos();
        if (lease.limited() && (flow.backend().isEmpty() || graceIsOver)) {
            close.accept(flow);
        } else if (lease.limited() && !lease.equals(cancelled.put(flow, lease))) {
            cancel.accept(flow);
        }
    }
}

package dev.lifeline.datasource.internal.sentinel;

import dev.lifeline.datasource.internal.jdbc.Lease;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Ends the statements of operations whose time is over: cancels each first, and closes the connection if it still waits after a
 * grace. Rows that trickle count as waiting. Statements of the data source's callers have no end. Confined to one thread.
 */
final class OverdueOperations {
    /** How long a statement that was cancelled may take to end. */
    private static final Duration CANCEL_GRACE = Duration.ofSeconds(1);

    /** How long replies that arrived while the process was suspended may take to be read. */
    private static final Duration AFTER_SUSPENSION = Duration.ofSeconds(2);

    private final FlowRegistry flows;
    private final Consumer<Flow> cancel;
    private final Consumer<Flow> close;
    private final Map<Flow, Lease> cancelled = new HashMap<>();
    private long notBefore = Long.MIN_VALUE;

    /**
     * @param cancel cancels the statement on a flow whose backend is known
     * @param close closes a flow
     */
    OverdueOperations(FlowRegistry flows, Consumer<Flow> cancel, Consumer<Flow> close) {
        this.flows = flows;
        this.cancel = cancel;
        this.close = close;
    }

    /** Notes that the process was suspended until now. */
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

    /** Behind a pooler there is no backend to cancel. */
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

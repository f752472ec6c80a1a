package dev.lifeline.datasource.internal.recovery;

import dev.lifeline.domain.connection.FailureReason;
import java.time.Duration;

/** An ongoing outage. Confined to one thread. */
final class Outage {
    private final EngineContext context;
    private final long since;
    private final RecoverySchedule schedule;
    private int attempts;
    private boolean overdueReported;

    /**
     * Creates an outage.
     *
     * @param since start of the first failed check, in ticker nanoseconds
     */
    Outage(EngineContext context, long since) {
        this.context = context;
        this.since = since;
        this.schedule = new RecoverySchedule(context.random());
    }

    /** Counts a recovery attempt. */
    void attempted() {
        attempts++;
    }

    int attempts() {
        return attempts;
    }

    /** Returns the delay before the next attempt. */
    Duration nextDelay(FailureReason reason) {
        return schedule.next(reason);
    }

    /** Returns the time since the first failed check began. */
    Duration length() {
        return context.since(since);
    }

    /** Returns true on the first call only. */
    boolean reportOverdue() {
        boolean first = !overdueReported;
        overdueReported = true;
        return first;
    }
}

package dev.lifeline.datasource.internal.recovery;

import dev.lifeline.domain.connection.FailureReason;
import java.time.Duration;

/** One outage while it lasts. Confined to one thread. */
final class Outage {
    private final EngineContext surroundings;
    private final long since;
    private final RecoverySchedule schedule;
    private int attempts;
    private boolean overdueTold;

    /**
     * An outage under way.
     *
     * @param since the start of the first probe that failed, by the ticker
     */
    Outage(EngineContext surroundings, long since) {
        this.surroundings = surroundings;
        this.since = since;
        this.schedule = new RecoverySchedule(surroundings.random());
    }

    /** Counts an attempt to end it. */
    void attempted() {
        attempts++;
    }

    int attempts() {
        return attempts;
    }

    /** How long to wait before the next attempt. */
    Duration nextDelay(FailureReason reason) {
        return schedule.next(reason);
    }

    /** Returns the time since the first failed probe began. */
    Duration length() {
        return surroundings.since(since);
    }

    /** True the first time it is asked. */
    boolean tellOverdue() {
        boolean first = !overdueTold;
        overdueTold = true;
        return first;
    }
}

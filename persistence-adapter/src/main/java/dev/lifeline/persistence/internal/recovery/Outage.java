package dev.lifeline.persistence.internal.recovery;

import dev.lifeline.domain.connection.FailureReason;
import java.time.Duration;

/** One outage while it lasts. Confined to one thread. */
final class Outage {
    private final Surroundings surroundings;
    private final long since;
    private final RecoverySchedule schedule;
    private int attempts;
    private boolean overdueTold;

    /** One that begins now. */
    Outage(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.since = surroundings.ticker().nanos();
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

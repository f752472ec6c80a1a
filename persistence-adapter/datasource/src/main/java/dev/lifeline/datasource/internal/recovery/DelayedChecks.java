package dev.lifeline.datasource.internal.recovery;

import dev.lifeline.domain.connection.FailureReason;

/**
 * Tells a silent server from a process without processor time: a look that timed out in that time is no evidence, a few times
 * in a row. Confined to one thread.
 */
final class DelayedChecks {
    /** More of them in a row are no coincidence: a server may be silent to a slow process too. */
    private static final int MOST = 3;

    private final EngineContext surroundings;
    private long began;
    private long lateBefore;
    private int inARow;

    DelayedChecks(EngineContext surroundings) {
        this.surroundings = surroundings;
    }

    /** A look begins. */
    void begin() {
        began = surroundings.ticker().nanos();
        lateBefore = surroundings.lateness().totalNanos();
    }

    /** Returns whether the look that began last failed because this process was late; then another one has to follow soon. */
    boolean explains(FailureReason reason) {
        boolean explained = reason == FailureReason.CONNECTION_TIMEOUT
                && inARow < MOST
                && surroundings.lateness().explains(lateBefore, surroundings.since(began));
        inARow = explained ? inARow + 1 : 0;
        return explained;
    }

    /** Returns whether the last look proved nothing. */
    boolean isPending() {
        return inARow > 0;
    }

    /** The database answered. */
    void reset() {
        inARow = 0;
    }
}

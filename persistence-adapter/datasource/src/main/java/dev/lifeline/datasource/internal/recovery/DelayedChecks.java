package dev.lifeline.datasource.internal.recovery;

import dev.lifeline.domain.connection.FailureReason;

/**
 * Distinguishes a silent server from a process without CPU time: a check that timed out while the process was delayed
 * is no evidence, for a limited number of consecutive checks. Confined to one thread.
 */
final class DelayedChecks {
    /** Limit of consecutive delayed checks, because the server may be silent as well. */
    private static final int MOST = 3;

    private final EngineContext context;
    private long began;
    private long lateBefore;
    private int inARow;

    DelayedChecks(EngineContext context) {
        this.context = context;
    }

    /** Records the start of a check. */
    void begin() {
        began = context.ticker().nanos();
        lateBefore = context.lateness().totalNanos();
    }

    /** Returns whether the last check failed because this process was delayed; another check must then follow soon. */
    boolean explains(FailureReason reason) {
        boolean explained = reason == FailureReason.CONNECTION_TIMEOUT
                && inARow < MOST
                && context.lateness().explains(lateBefore, context.since(began));
        inARow = explained ? inARow + 1 : 0;
        return explained;
    }

    /** Returns whether the last check is no evidence. */
    boolean isPending() {
        return inARow > 0;
    }

    /** Records that the database answered. */
    void reset() {
        inARow = 0;
    }
}

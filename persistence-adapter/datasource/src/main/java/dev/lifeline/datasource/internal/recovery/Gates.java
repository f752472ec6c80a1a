package dev.lifeline.datasource.internal.recovery;

import dev.lifeline.datasource.internal.operation.CallerGate;
import dev.lifeline.datasource.internal.operation.RecoveryGate;
import dev.lifeline.datasource.internal.operation.RecoverySignal;
import dev.lifeline.domain.connection.CallerCounts;
import dev.lifeline.domain.connection.EngineLoad;
import dev.lifeline.domain.connection.FailureReason;

/**
 * The gates of an outage: one for the pool, which waits at it to connect, and one for callers, which opens only when the
 * pool has proved that it can; one more where those wait who found that they cannot write; and the signal for those who pause although no gate is shut. Safe for use by several threads.
 */
record Gates(RecoveryGate connecting, CallerGate callers, CallerGate writers, RecoverySignal well) {

    /** Holds everybody. */
    void hold(FailureReason reason) {
        connecting.close();
        callers.close(reason);
    }

    /** Lets the pool connect. */
    void letConnect() {
        connecting.open();
    }

    /** Lets callers through, and those go on who paused; those who want to write only if they can. */
    void letCallersPass(boolean readOnly) {
        if (readOnly) {
            writers.close(FailureReason.READ_ONLY_SERVER);
        } else {
            writers.open();
        }
        callers.open();
        well.give();
    }

    /** What became of the callers of this outage. */
    CallerCounts tally() {
        return callers.tally();
    }

    /** What the gates have on their hands, and had since the beginning. */
    EngineLoad load(double retriesLeft) {
        return new EngineLoad(
                callers.waiting() + writers.waiting(),
                callers.admitted() + writers.admitted(),
                callers.refused() + writers.refused(),
                retriesLeft,
                callers.isOverdue());
    }

    /** Refuses everybody, for good. */
    void end() {
        callers.end();
        writers.end();
    }

    /** Whether callers were held for as long as they are. */
    boolean isOverdue() {
        return callers.isOverdue();
    }
}

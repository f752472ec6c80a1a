package dev.lifeline.persistence.internal.recovery;

import dev.lifeline.domain.connection.CallerTally;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.persistence.internal.gate.CallerGate;
import dev.lifeline.persistence.internal.gate.RecoveryGate;
import dev.lifeline.persistence.internal.gate.RecoverySignal;

/**
 * The two gates of an outage: one for the pool, which waits at it to connect, and one for callers, which opens only when the
 * pool has proved that it can; and the signal for those who pause although no gate is shut. Safe for use by several threads.
 */
record Traffic(RecoveryGate connecting, CallerGate callers, RecoverySignal well) {

    /** Holds everybody. */
    void hold(FailureReason reason) {
        connecting.close();
        callers.close(reason);
    }

    /** Lets the pool connect. */
    void letConnect() {
        connecting.open();
    }

    /** Lets callers through, and those go on who paused. */
    void letCallersPass() {
        callers.open();
        well.give();
    }

    /** What became of the callers of this outage. */
    CallerTally tally() {
        return callers.tally();
    }

    /** Whether callers were held for as long as they are. */
    boolean isOverdue() {
        return callers.isOverdue();
    }
}

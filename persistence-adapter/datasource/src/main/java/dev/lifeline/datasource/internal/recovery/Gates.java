package dev.lifeline.datasource.internal.recovery;

import dev.lifeline.datasource.config.GateConfig;
import dev.lifeline.datasource.internal.operation.CallerGate;
import dev.lifeline.datasource.internal.operation.RecoveryGate;
import dev.lifeline.datasource.internal.operation.RecoverySignal;
import dev.lifeline.domain.connection.CallerCounts;
import dev.lifeline.domain.connection.EngineLoad;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.connection.OperationEvent.Wait;

/**
 * Gates that close during an outage: one for the pool's connects, one for callers, which opens only after a pool has
 * been validated, and one for writers while the server rejects writes; and the signal for operations that pause
 * although no gate is closed. Safe for use by several threads.
 */
record Gates(RecoveryGate connecting, CallerGate callers, CallerGate writers, RecoverySignal well) {

    /** Creates closed gates, as if an outage had begun now. */
    static Gates closed(GateConfig config, EngineContext context) {
        return new Gates(
                new RecoveryGate(),
                callerGate(config, Wait.DATABASE, context),
                callerGate(config, Wait.WRITABLE_SERVER, context),
                new RecoverySignal());
    }

    private static CallerGate callerGate(GateConfig config, Wait what, EngineContext context) {
        return new CallerGate(context.ticker(), config.hold(), config.maxWaiting(), what, context.tracer());
    }

    /** Closes the gates for connects and callers. */
    void hold(FailureReason reason) {
        connecting.close();
        callers.close(reason);
    }

    /** Lets the pool connect. */
    void letConnect() {
        connecting.open();
    }

    /** Lets callers pass and signals paused operations to proceed; lets writers pass unless the server is read-only. */
    void letCallersPass(boolean readOnly) {
        if (readOnly) {
            writers.close(FailureReason.READ_ONLY_SERVER);
        } else {
            writers.open();
        }
        callers.open();
        well.give();
    }

    /** Returns the callers affected by the outage. */
    CallerCounts tally() {
        return callers.tally();
    }

    /** Returns the current load of the gates. */
    EngineLoad load(double retriesLeft) {
        return new EngineLoad(
                callers.waiting() + writers.waiting(),
                callers.admitted() + writers.admitted(),
                callers.refused() + writers.refused(),
                retriesLeft,
                callers.isOverdue());
    }

    /** Refuses all callers permanently. */
    void end() {
        callers.end();
        writers.end();
    }

    /** Returns whether the outage has lasted longer than the hold time. */
    boolean isOverdue() {
        return callers.isOverdue();
    }
}

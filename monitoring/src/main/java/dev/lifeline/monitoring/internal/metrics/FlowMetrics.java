package dev.lifeline.monitoring.internal.metrics;

import dev.lifeline.domain.connection.ConnectionEvent.CutCause;
import dev.lifeline.domain.connection.ConnectionEvent.EnginePart;
import dev.lifeline.domain.connection.ConnectionEvent.WaitVerdict;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts actions of the recovery engine on single connections and statements, and restarts of its parts. */
final class FlowMetrics {
    private final CountersByValue<WaitVerdict> verdicts;
    private final CountersByValue<CutCause> closed;
    private final Counter cancelled;
    private final Counter committed;
    private final Counter doneAgain;
    private final CountersByValue<EnginePart> restarts;

    FlowMetrics(MeterRegistry registry) {
        verdicts = new CountersByValue<>(
                registry,
                "lifeline.database.wait.verdicts",
                "Examined waits for an answer, by verdict",
                "verdict",
                WaitVerdict.class);
        closed = new CountersByValue<>(
                registry,
                "lifeline.database.flows.cut",
                "Connections closed while a caller waited for an answer that would not come, by cause",
                "cause",
                CutCause.class);
        cancelled = Counter.builder("lifeline.database.statements.cancelled")
                .description("Statements cancelled at their deadline")
                .register(registry);
        committed = outcomes(registry, "committed");
        doneAgain = outcomes(registry, "done_again");
        restarts = new CountersByValue<>(
                registry,
                "lifeline.database.engine.restarts",
                "Parts of the recovery engine that hung and were replaced",
                "part",
                EnginePart.class);
    }

    private static Counter outcomes(MeterRegistry registry, String outcome) {
        return Counter.builder("lifeline.database.outcomes.resolved")
                .description("Writes with a lost answer to COMMIT, by the outcome found")
                .tag("outcome", outcome)
                .register(registry);
    }

    void judged(WaitVerdict verdict) {
        verdicts.increment(verdict);
    }

    void closed(CutCause cause) {
        closed.increment(cause);
    }

    void statementCancelled() {
        cancelled.increment();
    }

    void outcomeResolved(boolean committedBefore) {
        (committedBefore ? committed : doneAgain).increment();
    }

    void restarted(EnginePart part) {
        restarts.increment(part);
    }
}

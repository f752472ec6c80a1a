package dev.lifeline.monitoring.internal.metrics;

import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.connection.ConnectionEvent.CheckFailed;
import dev.lifeline.domain.connection.ConnectionEvent.CheckPassed;
import dev.lifeline.domain.connection.ConnectionEvent.ClockJumped;
import dev.lifeline.domain.connection.ConnectionEvent.ConnectionLost;
import dev.lifeline.domain.connection.ConnectionEvent.ConnectionRecovered;
import dev.lifeline.domain.connection.ConnectionEvent.EngineRestarted;
import dev.lifeline.domain.connection.ConnectionEvent.FlowCut;
import dev.lifeline.domain.connection.ConnectionEvent.GenerationReplaced;
import dev.lifeline.domain.connection.ConnectionEvent.OperationGivenUp;
import dev.lifeline.domain.connection.ConnectionEvent.OperationRetried;
import dev.lifeline.domain.connection.ConnectionEvent.OutcomeResolved;
import dev.lifeline.domain.connection.ConnectionEvent.RecoveryAttemptFailed;
import dev.lifeline.domain.connection.ConnectionEvent.RecoveryOverdue;
import dev.lifeline.domain.connection.ConnectionEvent.StateChanged;
import dev.lifeline.domain.connection.ConnectionEvent.StatementCancelled;
import dev.lifeline.domain.connection.ConnectionEvent.WaitJudged;
import dev.lifeline.domain.connection.ConnectionEventVisitor;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import dev.lifeline.domain.time.Ticker;
import io.micrometer.core.instrument.MeterRegistry;

/** Derives metrics from connection events. Safe for use by several threads. */
public final class ConnectionMetrics implements ConnectionEventListener, ConnectionEventVisitor {
    private final CheckMetrics checks;
    private final OutageMetrics outages;
    private final OperationMetrics operations;
    private final ReplacementMetrics replacements;
    private final FlowMetrics flows;

    /** Registers all metrics with value zero. */
    public ConnectionMetrics(MeterRegistry registry, Ticker ticker) {
        checks = new CheckMetrics(registry);
        outages = new OutageMetrics(registry, ticker);
        operations = new OperationMetrics(registry);
        replacements = new ReplacementMetrics(registry);
        flows = new FlowMetrics(registry);
    }

    @Override
    public void on(ConnectionEvent event) {
        event.accept(this);
    }

    @Override
    public void visit(CheckPassed event) {
        checks.passed(event);
    }

    @Override
    public void visit(CheckFailed event) {
        checks.failed(event);
        outages.checkFailed(event);
    }

    @Override
    public void visit(StateChanged event) {
        // The state itself is a gauge.
    }

    @Override
    public void visit(ConnectionLost event) {
        outages.began(event);
    }

    @Override
    public void visit(RecoveryAttemptFailed event) {
        outages.attemptFailed();
    }

    @Override
    public void visit(RecoveryOverdue event) {
        // The age of the outage is a gauge, and refused callers are counted as failed operations.
    }

    @Override
    public void visit(ConnectionRecovered event) {
        outages.ended(event);
    }

    @Override
    public void visit(GenerationReplaced event) {
        replacements.replaced(event.cause());
    }

    @Override
    public void visit(OperationRetried event) {
        operations.retried(event.reason());
    }

    @Override
    public void visit(OperationGivenUp event) {
        operations.givenUp(event.reason());
    }

    @Override
    public void visit(FlowCut event) {
        flows.closed(event.cause());
    }

    @Override
    public void visit(WaitJudged event) {
        flows.judged(event.verdict());
    }

    @Override
    public void visit(StatementCancelled event) {
        flows.statementCancelled();
    }

    @Override
    public void visit(ClockJumped event) {
        // Logged and kept as an incident; there is no counter for it.
    }

    @Override
    public void visit(OutcomeResolved event) {
        flows.outcomeResolved(event.committed());
    }

    @Override
    public void visit(EngineRestarted event) {
        flows.restarted(event.part());
    }
}

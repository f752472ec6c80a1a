package dev.lifeline.monitoring.internal.incident;

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
import java.time.Instant;

/** Passes each event to the rules that derive incidents from it. Confined to its owner's thread or lock. */
final class IncidentRules implements ConnectionEventVisitor {
    private final DegradedStates states;
    private final DeadFlows deadFlows;
    private final Outages outages;
    private final StatementDeadlines deadlines;
    private final MomentaryIncidents momentary;

    IncidentRules(IncidentStore store) {
        states = new DegradedStates(store);
        deadFlows = new DeadFlows(store);
        outages = new Outages(store, deadFlows);
        deadlines = new StatementDeadlines(store);
        momentary = new MomentaryIncidents(store);
    }

    /** Handles the passage of time up to the given moment, without an event. */
    void settle(Instant now) {
        states.settle(now);
        deadFlows.settle(now);
        deadlines.settle(now);
    }

    @Override
    public void visit(CheckPassed event) {
        states.checkPassed();
    }

    @Override
    public void visit(CheckFailed event) {
        states.checkFailed(event.reason());
    }

    @Override
    public void visit(StateChanged event) {
        states.changed(event);
    }

    @Override
    public void visit(ConnectionLost event) {
        outages.begin(event);
        deadFlows.outageBegan();
    }

    @Override
    public void visit(RecoveryAttemptFailed event) {
        outages.attemptFailed(event);
    }

    @Override
    public void visit(RecoveryOverdue event) {
        outages.overdue(event);
    }

    @Override
    public void visit(ConnectionRecovered event) {
        outages.end(event);
        deadFlows.outageEnded();
    }

    @Override
    public void visit(GenerationReplaced event) {
        momentary.replaced(event);
    }

    @Override
    public void visit(OperationRetried event) {
        // One operation is no incident.
    }

    @Override
    public void visit(OperationGivenUp event) {
        // One operation is no incident.
    }

    @Override
    public void visit(FlowCut event) {
        outages.connectionClosed();
        deadFlows.closed(event);
        deadlines.closed(event);
    }

    @Override
    public void visit(WaitJudged event) {
        // An incident only if the connection is closed, which FlowCut reports.
    }

    @Override
    public void visit(StatementCancelled event) {
        deadlines.cancelled(event);
    }

    @Override
    public void visit(ClockJumped event) {
        momentary.clockJumped(event);
    }

    @Override
    public void visit(OutcomeResolved event) {
        // One operation is no incident.
    }

    @Override
    public void visit(EngineRestarted event) {
        momentary.restarted(event);
    }
}

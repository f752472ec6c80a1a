package dev.lifeline.monitoring.internal.status;

import dev.lifeline.domain.connection.CheckResult;
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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The newest health checks. Ignores all other events. Safe for use by several threads. */
public final class RecentChecks implements ConnectionEventListener, ConnectionEventVisitor {
    static final int MAX = 20;

    private final Deque<CheckResult> checks = new ArrayDeque<>();

    /** Creates an empty list. */
    public RecentChecks() {}

    @Override
    public void on(ConnectionEvent event) {
        event.accept(this);
    }

    @Override
    public void visit(CheckPassed event) {
        add(CheckResult.healthy(event.at(), event.took()));
    }

    @Override
    public void visit(CheckFailed event) {
        add(CheckResult.failed(event.at(), event.took(), event.reason()));
    }

    @Override
    public void visit(StateChanged event) {}

    @Override
    public void visit(ConnectionLost event) {}

    @Override
    public void visit(RecoveryAttemptFailed event) {}

    @Override
    public void visit(RecoveryOverdue event) {}

    @Override
    public void visit(ConnectionRecovered event) {}

    @Override
    public void visit(GenerationReplaced event) {}

    @Override
    public void visit(OperationRetried event) {}

    @Override
    public void visit(OperationGivenUp event) {}

    @Override
    public void visit(FlowCut event) {}

    @Override
    public void visit(WaitJudged event) {}

    @Override
    public void visit(StatementCancelled event) {}

    @Override
    public void visit(ClockJumped event) {}

    @Override
    public void visit(OutcomeResolved event) {}

    @Override
    public void visit(EngineRestarted event) {}

    private synchronized void add(CheckResult check) {
        if (checks.size() == MAX) {
            checks.removeLast();
        }
        checks.addFirst(check);
    }

    /** Returns the checks, newest first. */
    synchronized List<CheckResult> newest() {
        return List.copyOf(checks);
    }
}

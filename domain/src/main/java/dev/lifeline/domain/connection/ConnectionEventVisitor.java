package dev.lifeline.domain.connection;

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

/**
 * Handles every type of event. It has no default method, so that a new type of event compiles only after each
 * visitor handles it or ignores it explicitly.
 */
public interface ConnectionEventVisitor {
    /** Handles the event. */
    void visit(CheckPassed event);

    /** Handles the event. */
    void visit(CheckFailed event);

    /** Handles the event. */
    void visit(StateChanged event);

    /** Handles the event. */
    void visit(ConnectionLost event);

    /** Handles the event. */
    void visit(RecoveryAttemptFailed event);

    /** Handles the event. */
    void visit(RecoveryOverdue event);

    /** Handles the event. */
    void visit(ConnectionRecovered event);

    /** Handles the event. */
    void visit(GenerationReplaced event);

    /** Handles the event. */
    void visit(OperationRetried event);

    /** Handles the event. */
    void visit(OperationGivenUp event);

    /** Handles the event. */
    void visit(FlowCut event);

    /** Handles the event. */
    void visit(WaitJudged event);

    /** Handles the event. */
    void visit(StatementCancelled event);

    /** Handles the event. */
    void visit(ClockJumped event);

    /** Handles the event. */
    void visit(OutcomeResolved event);

    /** Handles the event. */
    void visit(EngineRestarted event);
}

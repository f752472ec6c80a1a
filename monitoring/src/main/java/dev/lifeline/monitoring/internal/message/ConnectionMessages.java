package dev.lifeline.monitoring.internal.message;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

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
import dev.lifeline.domain.connection.ConnectionEvent.ReplacementCause;
import dev.lifeline.domain.connection.ConnectionEvent.StateChanged;
import dev.lifeline.domain.connection.ConnectionEvent.StatementCancelled;
import dev.lifeline.domain.connection.ConnectionEvent.WaitJudged;
import dev.lifeline.domain.connection.ConnectionEventVisitor;
import dev.lifeline.domain.connection.ConnectionState;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import dev.lifeline.domain.time.Ticker;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Converts each connection event to at most one message and passes it to all receivers. Repeated events are reported
 * once and then counted, because during an outage all callers cause the same events. Safe for use by several threads;
 * the receivers are called on the thread of the event.
 */
public final class ConnectionMessages implements ConnectionEventListener, ConnectionEventVisitor {
    // Serving states that restrict callers, and states that need a person: their start and end are always reported.
    private static final Set<ConnectionState> REPORTED_STATES =
            Set.of(ConnectionState.READ_ONLY, ConnectionState.MISCONFIGURED);

    private final FailureCounts counts = new FailureCounts();
    private final List<Consumer<ConnectionMessage>> receivers;
    private final MessageLimit retries;
    private final MessageLimit givenUp;
    private final MessageLimit closedConnections;
    private final MessageLimit cancelledStatements;
    private final MessageLimit resolvedOutcomes;
    private boolean outage;
    private boolean healthReported;
    private @Nullable FailureReason failureReported;
    private @Nullable Draft draft;

    /** Creates messages without knowledge of the connection. */
    public ConnectionMessages(Ticker ticker, List<Consumer<ConnectionMessage>> receivers) {
        this.receivers = List.copyOf(receivers);
        retries = new MessageLimit(ticker);
        givenUp = new MessageLimit(ticker);
        closedConnections = new MessageLimit(ticker);
        cancelledStatements = new MessageLimit(ticker);
        resolvedOutcomes = new MessageLimit(ticker);
    }

    /** Level and text of the message about the current event. */
    private record Draft(Level level, String text, boolean routine) {
        ConnectionMessage of(ConnectionEvent event) {
            return new ConnectionMessage(event.at(), event.getClass().getSimpleName(), level, text, routine);
        }
    }

    @Override
    public void on(ConnectionEvent event) {
        message(event).ifPresent(message -> receivers.forEach(receiver -> receiver.accept(message)));
    }

    private synchronized Optional<ConnectionMessage> message(ConnectionEvent event) {
        draft = null;
        event.accept(this);
        return Optional.ofNullable(draft).map(made -> made.of(event));
    }

    @Override
    public void visit(CheckPassed event) {
        if (outage || healthReported) { // the end of an outage is reported by ConnectionRecovered
            routine(MessageTexts.HEALTHY);
        } else {
            report(INFO, MessageTexts.HEALTHY);
        }
        if (!outage) {
            healthReported = true;
            failureReported = null;
            counts.reset();
        }
    }

    @Override
    public void visit(CheckFailed event) {
        counts.failedCheck();
        healthReported = false;
        if (event.reason() != failureReported) {
            failureReported = event.reason();
            report(WARNING, MessageTexts.of(event));
        }
    }

    @Override
    public void visit(StateChanged event) {
        boolean servingChanged = event.from().isServing() != event.to().isServing();
        boolean reported = REPORTED_STATES.contains(event.from()) || REPORTED_STATES.contains(event.to());
        report(servingChanged || reported ? INFO : DEBUG, MessageTexts.of(event));
    }

    @Override
    public void visit(ConnectionLost event) {
        outage = true;
        healthReported = false;
        report(WARNING, MessageTexts.of(event));
    }

    @Override
    public void visit(RecoveryAttemptFailed event) {
        report(DEBUG, MessageTexts.of(event));
    }

    @Override
    public void visit(RecoveryOverdue event) {
        report(ERROR, MessageTexts.of(event));
    }

    @Override
    public void visit(ConnectionRecovered event) {
        report(INFO, MessageTexts.of(event, counts));
        outage = false;
        healthReported = false;
        failureReported = null;
        counts.reset();
        retries.reset();
        givenUp.reset();
        closedConnections.reset();
    }

    @Override
    public void visit(GenerationReplaced event) {
        // A forced replacement during an outage ends the outage; the end is then reported by ConnectionRecovered.
        report(INFO, MessageTexts.of(event, event.cause() == ReplacementCause.FORCED && !outage));
    }

    @Override
    public void visit(OperationRetried event) {
        counts.retry();
        limited(retries, MessageTexts.of(event));
    }

    @Override
    public void visit(OperationGivenUp event) {
        counts.givenUp();
        limited(givenUp, MessageTexts.of(event));
    }

    @Override
    public void visit(WaitJudged event) {
        routine(MessageTexts.of(event));
    }

    @Override
    public void visit(FlowCut event) {
        limited(closedConnections, MessageTexts.of(event));
    }

    @Override
    public void visit(StatementCancelled event) {
        limited(cancelledStatements, MessageTexts.of(event));
    }

    @Override
    public void visit(OutcomeResolved event) {
        limited(resolvedOutcomes, MessageTexts.of(event));
    }

    @Override
    public void visit(ClockJumped event) {
        report(INFO, MessageTexts.of(event));
    }

    @Override
    public void visit(EngineRestarted event) {
        report(ERROR, MessageTexts.of(event));
    }

    private void report(Level level, String text) {
        draft = new Draft(level, text, false);
    }

    private void routine(String text) {
        draft = new Draft(DEBUG, text, true);
    }

    private void limited(MessageLimit limit, String text) {
        limit.pass(text).ifPresent(passed -> report(WARNING, passed));
    }
}

package dev.lifeline.monitoring.internal.alert;

import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.connection.ConnectionEvent.CheckFailed;
import dev.lifeline.domain.connection.ConnectionEvent.CheckPassed;
import dev.lifeline.domain.connection.ConnectionEvent.ClockJumped;
import dev.lifeline.domain.connection.ConnectionEvent.ConnectionLost;
import dev.lifeline.domain.connection.ConnectionEvent.ConnectionRecovered;
import dev.lifeline.domain.connection.ConnectionEvent.EnginePart;
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
import dev.lifeline.domain.connection.ConnectionState;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides which alerts follow from connection events. Safe for use by several threads; does no input or output, but
 * passes alerts on while it holds its lock, so that they stay in order.
 */
final class ConnectionAlerts implements ConnectionEventListener, ConnectionEventVisitor {
    /** A switchover or failover takes seconds, during which writes wait; an alert follows only if it takes longer. */
    static final Duration READ_ONLY_AFTER = Duration.ofMinutes(1);

    private final Map<EnginePart, AlertSchedule> restarts = new EnumMap<>(EnginePart.class);
    private final String instance;
    private final AlertTiming timing;
    private final Ticker ticker;
    private final Consumer<Alert> sink;
    private @Nullable OutageAlert outage;
    private @Nullable ReadOnlyAlert readOnly;

    /** @param sink receives alerts; must not block */
    ConnectionAlerts(String instance, AlertTiming timing, Ticker ticker, Consumer<Alert> sink) {
        this.instance = instance;
        this.timing = timing;
        this.ticker = ticker;
        this.sink = sink;
    }

    @Override
    public synchronized void on(ConnectionEvent event) {
        event.accept(this);
    }

    @Override
    public void visit(CheckPassed event) {}

    @Override
    public void visit(CheckFailed event) {}

    @Override
    public void visit(StateChanged event) {
        stateChanged(event).ifPresent(sink);
    }

    @Override
    public void visit(ConnectionLost event) {
        lost(event).ifPresent(sink);
    }

    @Override
    public void visit(RecoveryAttemptFailed event) {
        attemptFailed(event.attempt(), event.reason()).ifPresent(sink);
    }

    @Override
    public void visit(RecoveryOverdue event) {
        attemptFailed(event.attempts(), event.reason()).ifPresent(sink);
    }

    @Override
    public void visit(ConnectionRecovered event) {
        recovered(event).ifPresent(sink);
    }

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
    public void visit(EngineRestarted event) {
        engineRestarted(event).ifPresent(sink);
    }

    /** Sends the alerts that are due by their duration. Called periodically. */
    synchronized void tick() {
        Stream.concat(
                        Optional.ofNullable(outage).flatMap(OutageAlert::due).stream(),
                        Optional.ofNullable(readOnly).flatMap(ReadOnlyAlert::due).stream())
                .forEach(sink);
    }

    private Optional<Alert> lost(ConnectionLost event) {
        if (outage == null) {
            outage = new OutageAlert(
                    condition("DatabaseLost", Severity.CRITICAL, event.at()),
                    new AlertSchedule(ticker, timing),
                    event.reason());
        }
        return outage.due();
    }

    private Optional<Alert> attemptFailed(int attempt, FailureReason reason) {
        return Optional.ofNullable(outage).flatMap(known -> known.attemptFailed(attempt, reason));
    }

    private Optional<Alert> recovered(ConnectionRecovered event) {
        OutageAlert ended = outage;
        outage = null;
        return Optional.ofNullable(ended).flatMap(known -> known.over(event));
    }

    private Optional<Alert> stateChanged(StateChanged event) {
        ReadOnlyAlert ended = readOnly;
        readOnly = null;
        if (event.to() == ConnectionState.READ_ONLY) {
            readOnly = new ReadOnlyAlert(
                    condition("DatabaseReadOnly", Severity.CRITICAL, event.at()),
                    new AlertSchedule(ticker, new AlertTiming(READ_ONLY_AFTER, timing.reminder())));
        }
        return Optional.ofNullable(ended).flatMap(known -> known.over(event.to()));
    }

    /** Returns an alert without a resolved message; repeated alerts are limited to the reminder interval. */
    private Optional<Alert> engineRestarted(EngineRestarted event) {
        String part = event.part().name().toLowerCase(Locale.ROOT);
        return restarts.computeIfAbsent(
                        event.part(),
                        any -> new AlertSchedule(ticker, new AlertTiming(Duration.ZERO, timing.reminder())))
                .due()
                .map(any -> new Alert(
                        condition("EngineRestarted", Severity.WARNING, event.at()),
                        AlertStatus.NOTICE,
                        "The " + part + " of the database connection hung and was replaced",
                        Duration.ZERO,
                        AlertFacts.none()));
    }

    private AlertCondition condition(String name, Severity severity, Instant since) {
        return new AlertCondition(name, severity, instance, since);
    }
}

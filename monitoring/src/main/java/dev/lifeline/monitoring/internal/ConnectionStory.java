package dev.lifeline.monitoring.internal;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import dev.lifeline.domain.connection.CallerCounts;
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
import dev.lifeline.domain.connection.ConnectionState;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.time.Ticker;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Converts connection events to log lines. Repeated events are logged once and then counted, because during an outage
 * all callers cause the same events. Operators match the beginnings of these lines. Safe for use by several threads;
 * does no input or output.
 */
final class ConnectionStory {
    private static final Duration REPETITION_SPAN = Duration.ofSeconds(10);

    // States whose start and end have their own line.
    private static final Set<ConnectionState> TOLD_BY_STATE =
            Set.of(ConnectionState.READ_ONLY, ConnectionState.MISCONFIGURED);

    private final EventTable<Optional<LogLine>> lines = new EventTable<Optional<LogLine>>()
            .on(CheckPassed.class, event -> Optional.of(checkPassed()))
            .on(CheckFailed.class, this::checkFailed)
            .on(StateChanged.class, event -> Optional.of(stateChanged(event)))
            .on(ConnectionLost.class, event -> Optional.of(lost(event)))
            .on(RecoveryAttemptFailed.class, event -> Optional.of(attemptFailed(event)))
            .on(RecoveryOverdue.class, event -> Optional.of(overdue(event)))
            .on(ConnectionRecovered.class, event -> Optional.of(recovered(event)))
            .on(GenerationReplaced.class, event -> Optional.of(replaced(event)))
            .on(OperationRetried.class, this::retried)
            .on(OperationGivenUp.class, this::givenUp)
            .on(WaitJudged.class, event -> Optional.of(judged(event)))
            .on(FlowCut.class, this::flowCut)
            .on(StatementCancelled.class, this::cancelled)
            .on(ClockJumped.class, event -> Optional.of(clockJumped(event)))
            .on(OutcomeResolved.class, this::resolved)
            .on(EngineRestarted.class, event -> Optional.of(engineRestarted(event)));

    private final TroubleCounts counts = new TroubleCounts();
    private final LineLimit retryLines;
    private final LineLimit givenUpLines;
    private final LineLimit flowCutLines;
    private final LineLimit cancelledLines;
    private final LineLimit resolvedLines;
    private boolean outage;
    private boolean healthTold;
    private @Nullable FailureReason failureTold;

    ConnectionStory(Ticker ticker) {
        retryLines = new LineLimit(ticker, REPETITION_SPAN);
        givenUpLines = new LineLimit(ticker, REPETITION_SPAN);
        flowCutLines = new LineLimit(ticker, REPETITION_SPAN);
        cancelledLines = new LineLimit(ticker, REPETITION_SPAN);
        resolvedLines = new LineLimit(ticker, REPETITION_SPAN);
    }

    /** Returns the log line of an event; empty if it has none. */
    synchronized Optional<LogLine> tell(ConnectionEvent event) {
        return lines.apply(event).flatMap(line -> line);
    }

    private LogLine checkPassed() {
        if (outage) {
            return new LogLine(
                    DEBUG,
                    "Database connection healthy"); // the event ConnectionRecovered reports the end of the outage
        }
        Level level = healthTold ? DEBUG : INFO;
        healthTold = true;
        failureTold = null;
        counts.reset();
        return new LogLine(level, "Database connection healthy");
    }

    private Optional<LogLine> checkFailed(CheckFailed event) {
        counts.failedCheck();
        healthTold = false;
        if (event.reason() == failureTold) {
            return Optional.empty();
        }
        failureTold = event.reason();
        return Optional.of(new LogLine(
                WARNING, "Database connection check failed: " + event.reason().text()));
    }

    private static LogLine stateChanged(StateChanged event) {
        boolean turn = event.from().isServing() != event.to().isServing();
        boolean untold = TOLD_BY_STATE.contains(event.from()) || TOLD_BY_STATE.contains(event.to());
        return new LogLine(
                turn || untold ? INFO : DEBUG, "Database connection state: " + event.from() + " -> " + event.to());
    }

    private LogLine lost(ConnectionLost event) {
        outage = true;
        healthTold = false;
        return new LogLine(
                WARNING,
                "Database connection lost - attempting recovery ("
                        + event.reason().text() + ", known after " + seconds(event.doubted()) + ")");
    }

    private static LogLine attemptFailed(RecoveryAttemptFailed event) {
        return new LogLine(
                DEBUG,
                "Recovery attempt " + event.attempt() + " failed: "
                        + event.reason().text() + " (next one in "
                        + event.nextDelay().toMillis() + " ms)");
    }

    private static LogLine overdue(RecoveryOverdue event) {
        return new LogLine(
                ERROR,
                "Failed to establish database connection after " + attempts(event.attempts()) + " ("
                        + event.reason().text() + ", outage " + seconds(event.outage()) + ")");
    }

    private LogLine recovered(ConnectionRecovered event) {
        String summary = "outage " + seconds(event.outage()) + ", " + attempts(event.attempts())
                + callers(event.callers()) + counts.text();
        outage = false;
        healthTold = false;
        failureTold = null;
        counts.reset();
        retryLines.reset();
        givenUpLines.reset();
        flowCutLines.reset();
        return new LogLine(INFO, "Database reconnected successfully (" + summary + ")");
    }

    private LogLine replaced(GenerationReplaced event) {
        // A forced replacement during an outage ends the outage; the end is then reported by ConnectionRecovered.
        boolean success = event.cause() == ReplacementCause.FORCED && !outage;
        return new LogLine(
                INFO,
                (success ? "Database reconnected successfully" : "Database connections replaced") + " (generation "
                        + event.generation() + ", cause: " + word(event.cause()) + ")");
    }

    private Optional<LogLine> retried(OperationRetried event) {
        counts.retry();
        return limited(
                retryLines,
                "Retrying database operation (attempt " + event.attempt() + "/" + event.maxAttempts() + ")...");
    }

    private Optional<LogLine> givenUp(OperationGivenUp event) {
        counts.givenUp();
        return limited(
                givenUpLines,
                "Database operation given up after " + attempts(event.attempts()) + " ("
                        + event.reason().text() + ")");
    }

    private static LogLine judged(WaitJudged event) {
        return new LogLine(
                DEBUG,
                "A database connection on which somebody has waited for " + seconds(event.waited())
                        + " was looked into: " + word(event.verdict()));
    }

    private Optional<LogLine> flowCut(FlowCut event) {
        return limited(
                flowCutLines,
                "Database connection cut after a wait of " + seconds(event.waited()) + " (" + word(event.cause())
                        + "; the server says: " + event.seen() + ")");
    }

    private Optional<LogLine> cancelled(StatementCancelled event) {
        return limited(
                cancelledLines,
                "Database statement cancelled after " + seconds(event.waited()) + " (lifeline.operation.deadline)");
    }

    private Optional<LogLine> resolved(OutcomeResolved event) {
        return limited(
                resolvedLines,
                "Outcome of a write found out whose COMMIT went unanswered ("
                        + (event.committed() ? "it had happened" : "it had not happened, and was done again") + ")");
    }

    private static LogLine clockJumped(ClockJumped event) {
        return new LogLine(
                INFO, "The process stood still for " + seconds(event.by()) + ": looking at the database anew");
    }

    private static LogLine engineRestarted(EngineRestarted event) {
        return new LogLine(ERROR, "The " + word(event.part()) + " of the database connection hung and was replaced");
    }

    private static Optional<LogLine> limited(LineLimit limit, String text) {
        var leftOut = limit.next();
        if (leftOut.isEmpty()) {
            return Optional.empty();
        }
        long more = leftOut.getAsLong();
        return Optional.of(
                new LogLine(WARNING, more == 0 ? text : text + " [" + more + " more since the last such line]"));
    }

    private static String attempts(int count) {
        return count + (count == 1 ? " attempt" : " attempts");
    }

    /** Returns a text such as {@code , 120 callers waited, 3 were refused}; omits zero counts. */
    private static String callers(CallerCounts tally) {
        String waited = tally.waited() == 0
                ? ""
                : ", " + tally.waited() + (tally.waited() == 1 ? " caller waited" : " callers waited");
        String refused = tally.failed() + (tally.failed() == 1 ? " was refused" : " were refused");
        return tally.failed() == 0 ? waited : waited + ", " + refused;
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1_000.0);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}

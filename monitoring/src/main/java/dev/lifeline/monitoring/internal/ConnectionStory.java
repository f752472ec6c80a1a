package dev.lifeline.monitoring.internal;

import static dev.lifeline.monitoring.internal.LineText.attempts;
import static dev.lifeline.monitoring.internal.LineText.callers;
import static dev.lifeline.monitoring.internal.LineText.seconds;
import static dev.lifeline.monitoring.internal.LineText.word;
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
import dev.lifeline.domain.time.Ticker;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Converts connection events to log lines. Repeated events are logged once and then counted, because during an outage
 * all callers cause the same events. Operators match the beginnings of these lines. Safe for use by several threads;
 * does no input or output.
 */
final class ConnectionStory implements ConnectionEventVisitor {
    private static final String HEALTHY = "Database connection healthy";
    private static final Duration REPETITION_SPAN = Duration.ofSeconds(10);

    // States whose start and end have their own line.
    private static final Set<ConnectionState> TOLD_BY_STATE =
            Set.of(ConnectionState.READ_ONLY, ConnectionState.MISCONFIGURED);

    private final TroubleCounts counts = new TroubleCounts();
    private final LineLimit retryLines;
    private final LineLimit givenUpLines;
    private final LineLimit flowCutLines;
    private final LineLimit cancelledLines;
    private final LineLimit resolvedLines;
    private boolean outage;
    private boolean healthTold;
    private @Nullable FailureReason failureTold;
    private @Nullable LogLine line;

    ConnectionStory(Ticker ticker) {
        retryLines = new LineLimit(ticker, REPETITION_SPAN);
        givenUpLines = new LineLimit(ticker, REPETITION_SPAN);
        flowCutLines = new LineLimit(ticker, REPETITION_SPAN);
        cancelledLines = new LineLimit(ticker, REPETITION_SPAN);
        resolvedLines = new LineLimit(ticker, REPETITION_SPAN);
    }

    /** Returns the log line of an event; empty if it has none. */
    synchronized Optional<LogLine> tell(ConnectionEvent event) {
        line = null;
        event.accept(this);
        return Optional.ofNullable(line);
    }

    @Override
    public void visit(CheckPassed event) {
        if (outage || healthTold) { // the end of an outage is reported by ConnectionRecovered
            routine(HEALTHY);
        } else {
            write(INFO, HEALTHY);
        }
        if (!outage) {
            healthTold = true;
            failureTold = null;
            counts.reset();
        }
    }

    @Override
    public void visit(CheckFailed event) {
        counts.failedCheck();
        healthTold = false;
        if (event.reason() == failureTold) {
            return;
        }
        failureTold = event.reason();
        write(WARNING, "Database connection check failed: " + event.reason().text());
    }

    @Override
    public void visit(StateChanged event) {
        boolean turn = event.from().isServing() != event.to().isServing();
        boolean untold = TOLD_BY_STATE.contains(event.from()) || TOLD_BY_STATE.contains(event.to());
        write(turn || untold ? INFO : DEBUG, "Database connection state: " + event.from() + " -> " + event.to());
    }

    @Override
    public void visit(ConnectionLost event) {
        outage = true;
        healthTold = false;
        write(
                WARNING,
                "Database connection lost - attempting recovery ("
                        + event.reason().text() + ", known after " + seconds(event.doubted()) + ")");
    }

    @Override
    public void visit(RecoveryAttemptFailed event) {
        write(
                DEBUG,
                "Recovery attempt " + event.attempt() + " failed: "
                        + event.reason().text() + " (next one in "
                        + event.nextDelay().toMillis() + " ms)");
    }

    @Override
    public void visit(RecoveryOverdue event) {
        write(
                ERROR,
                "Failed to establish database connection after " + attempts(event.attempts()) + " ("
                        + event.reason().text() + ", outage " + seconds(event.outage()) + ")");
    }

    @Override
    public void visit(ConnectionRecovered event) {
        String summary = "outage " + seconds(event.outage()) + ", " + attempts(event.attempts())
                + callers(event.callers()) + counts.text();
        outage = false;
        healthTold = false;
        failureTold = null;
        counts.reset();
        retryLines.reset();
        givenUpLines.reset();
        flowCutLines.reset();
        write(INFO, "Database reconnected successfully (" + summary + ")");
    }

    @Override
    public void visit(GenerationReplaced event) {
        // A forced replacement during an outage ends the outage; the end is then reported by ConnectionRecovered.
        boolean success = event.cause() == ReplacementCause.FORCED && !outage;
        write(
                INFO,
                (success ? "Database reconnected successfully" : "Database connections replaced") + " (generation "
                        + event.generation() + ", cause: " + word(event.cause()) + ")");
    }

    @Override
    public void visit(OperationRetried event) {
        counts.retry();
        limited(
                retryLines,
                "Retrying database operation (attempt " + event.attempt() + "/" + event.maxAttempts() + ")...");
    }

    @Override
    public void visit(OperationGivenUp event) {
        counts.givenUp();
        limited(
                givenUpLines,
                "Database operation given up after " + attempts(event.attempts()) + " ("
                        + event.reason().text() + ")");
    }

    @Override
    public void visit(WaitJudged event) {
        routine("A database connection on which somebody has waited for " + seconds(event.waited())
                + " was looked into: " + word(event.verdict()));
    }

    @Override
    public void visit(FlowCut event) {
        limited(
                flowCutLines,
                "Database connection cut after a wait of " + seconds(event.waited()) + " (" + word(event.cause())
                        + "; the server says: " + event.seen() + ")");
    }

    @Override
    public void visit(StatementCancelled event) {
        limited(
                cancelledLines,
                "Database statement cancelled after " + seconds(event.waited()) + " (lifeline.operation.deadline)");
    }

    @Override
    public void visit(OutcomeResolved event) {
        limited(
                resolvedLines,
                "Outcome of a write found out whose COMMIT went unanswered ("
                        + (event.committed() ? "it had happened" : "it had not happened, and was done again") + ")");
    }

    @Override
    public void visit(ClockJumped event) {
        write(INFO, "The process stood still for " + seconds(event.by()) + ": looking at the database anew");
    }

    @Override
    public void visit(EngineRestarted event) {
        write(ERROR, "The " + word(event.part()) + " of the database connection hung and was replaced");
    }

    private void write(Level level, String text) {
        line = new LogLine(level, text, false);
    }

    private void routine(String text) {
        line = new LogLine(DEBUG, text, true);
    }

    private void limited(LineLimit limit, String text) {
        limit.next()
                .ifPresent(more ->
                        write(WARNING, more == 0 ? text : text + " [" + more + " more since the last such line]"));
    }
}

package dev.lifeline.monitoring.internal.message;

import static dev.lifeline.monitoring.internal.text.DurationText.seconds;
import static dev.lifeline.monitoring.internal.text.Plural.count;

import dev.lifeline.domain.connection.CallerCounts;
import dev.lifeline.domain.connection.ConnectionEvent.CheckFailed;
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
import java.util.Locale;

/** Texts of the messages. Operators match the beginnings of these texts: they are listed in docs/operations.md. */
final class MessageTexts {
    static final String HEALTHY = "Database connection healthy";

    private MessageTexts() {}

    static String of(CheckFailed event) {
        return "Database connection check failed: " + event.reason().text();
    }

    static String of(StateChanged event) {
        return "Database connection state: " + event.from() + " -> " + event.to();
    }

    static String of(ConnectionLost event) {
        return "Database connection lost - attempting recovery ("
                + event.reason().text() + ", known after " + seconds(event.doubted()) + ")";
    }

    static String of(RecoveryAttemptFailed event) {
        return "Recovery attempt " + event.attempt() + " failed: "
                + event.reason().text() + " (next one in " + event.nextDelay().toMillis() + " ms)";
    }

    static String of(RecoveryOverdue event) {
        return "Failed to establish database connection after " + count(event.attempts(), "attempt") + " ("
                + event.reason().text() + ", outage " + seconds(event.outage()) + ")";
    }

    static String of(ConnectionRecovered event, FailureCounts counts) {
        return "Database reconnected successfully (outage " + seconds(event.outage()) + ", "
                + count(event.attempts(), "attempt") + callers(event.callers()) + counts.text() + ")";
    }

    /** @param reconnected whether a forced reconnect succeeded */
    static String of(GenerationReplaced event, boolean reconnected) {
        return (reconnected ? "Database reconnected successfully" : "Database connections replaced") + " (generation "
                + event.generation() + ", cause: " + words(event.cause()) + ")";
    }

    static String of(OperationRetried event) {
        return "Retrying database operation (attempt " + event.attempt() + "/" + event.maxAttempts() + ")...";
    }

    static String of(OperationGivenUp event) {
        return "Database operation given up after " + count(event.attempts(), "attempt") + " ("
                + event.reason().text() + ")";
    }

    static String of(WaitJudged event) {
        return "A database connection without an answer for " + seconds(event.waited()) + " was examined: "
                + words(event.verdict());
    }

    static String of(FlowCut event) {
        return "Database connection cut after a wait of " + seconds(event.waited()) + " (" + words(event.cause())
                + "; the server says: " + event.seen() + ")";
    }

    static String of(StatementCancelled event) {
        return "Database statement cancelled after " + seconds(event.waited()) + " (lifeline.operation.deadline)";
    }

    static String of(OutcomeResolved event) {
        return "The outcome of an unanswered COMMIT was determined ("
                + (event.committed() ? "committed" : "rolled back, and run again") + ")";
    }

    static String of(ClockJumped event) {
        return "The process was suspended for " + seconds(event.by()) + ": the database is checked again";
    }

    static String of(EngineRestarted event) {
        return "The " + words(event.part()) + " of the database connection hung and was replaced";
    }

    /** Returns a text such as {@code , 120 callers waited, 3 were refused}; omits zero counts. */
    private static String callers(CallerCounts callers) {
        String waited = callers.waited() == 0 ? "" : ", " + count(callers.waited(), "caller waited", "callers waited");
        return callers.failed() == 0 ? waited : waited + ", " + count(callers.failed(), "was refused", "were refused");
    }

    private static String words(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}

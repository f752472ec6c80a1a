package dev.lifeline.monitoring.internal.alert;

import static dev.lifeline.monitoring.internal.alert.AlertWords.count;
import static dev.lifeline.monitoring.internal.alert.AlertWords.length;

import dev.lifeline.domain.connection.CallerCounts;
import dev.lifeline.domain.connection.ConnectionEvent.ConnectionRecovered;
import dev.lifeline.domain.connection.ConnectionState;
import dev.lifeline.domain.connection.ConnectionStatus;
import dev.lifeline.domain.connection.FailureReason;
import java.time.Duration;
import java.util.Optional;

/** What is told of one outage. Confined to whoever holds it. */
final class OutageAlert {
    private final Trouble trouble;
    private final Rhythm rhythm;
    private FailureReason reason;
    private FailureReason reasonTold;
    private boolean personCalled;
    private int attempts;

    OutageAlert(Trouble trouble, Rhythm rhythm, FailureReason reason) {
        this.trouble = trouble;
        this.rhythm = rhythm;
        this.reason = reason;
        this.reasonTold = reason;
    }

    /** Another attempt to end it failed. The first time that this means that a person must act is told at once. */
    Optional<Alert> attemptFailed(int attempt, FailureReason why) {
        reason = why;
        attempts = attempt;
        return needsPerson(why) && !personCalled ? rhythm.early().map(this::message) : Optional.empty();
    }

    /** What is to be told now, if anything is. */
    Optional<Alert> due() {
        return rhythm.due().map(this::message);
    }

    /** It is over: that is told to whoever was told of it, with the reason that was told then. */
    Optional<Alert> over(ConnectionRecovered event) {
        if (!rhythm.wasTold()) {
            return Optional.empty();
        }
        String summary = "Database connection recovered after " + length(event.outage()) + " and "
                + count(event.attempts(), "attempt") + " (" + reasonTold.text() + ")" + callers(event.callers());
        var facts = new AlertFacts(reasonTold.text(), event.attempts(), event.callers());
        return Optional.of(new Alert(trouble, AlertStatus.RESOLVED, summary, event.outage(), facts));
    }

    private Alert message(AlertStatus status) {
        reasonTold = reason;
        personCalled |= needsPerson(reason);
        Duration length = rhythm.length();
        String since = status == AlertStatus.FIRING
                ? "Database connection lost: "
                : "Database connection still lost after " + length(length) + ": ";
        String prospect = needsPerson(reason)
                ? " - this does not pass by itself, a person must act"
                : " - recovery is being attempted";
        return new Alert(
                trouble,
                status,
                since + reason.text() + prospect,
                length,
                new AlertFacts(reason.text(), attempts, null));
    }

    /** Whether the database answers and will not have us. */
    private static boolean needsPerson(FailureReason reason) {
        return ConnectionStatus.initial().afterFailure(reason, 1).state() == ConnectionState.MISCONFIGURED;
    }

    private static String callers(CallerCounts callers) {
        if (callers.waited() == 0 && callers.failed() == 0) {
            return "; no caller noticed";
        }
        return "; " + count(callers.waited(), "caller") + " waited, " + callers.saved() + " of them went on, "
                + count(callers.failed(), "caller") + " failed";
    }
}

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

/** Alerts about one outage. Confined to its owner's thread or lock. */
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

    /** Records a failed recovery attempt. Returns an alert the first time that the failure requires a person. */
    Optional<Alert> attemptFailed(int attempt, FailureReason why) {
        reason = why;
        attempts = attempt;
        return needsPerson(why) && !personCalled ? rhythm.early().map(this::message) : Optional.empty();
    }

    /** Returns the alert that is due now, if any. */
    Optional<Alert> due() {
        return rhythm.due().map(this::message);
    }

    /** Returns the resolved alert if an earlier one was sent, with the reason of the earlier one. */
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

    /** Returns whether the database answers but rejects the connection. */
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

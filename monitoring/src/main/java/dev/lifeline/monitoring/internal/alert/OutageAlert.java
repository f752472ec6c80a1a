package dev.lifeline.monitoring.internal.alert;

import static dev.lifeline.monitoring.internal.text.DurationText.minutes;
import static dev.lifeline.monitoring.internal.text.Plural.count;

import dev.lifeline.domain.connection.CallerCounts;
import dev.lifeline.domain.connection.ConnectionEvent.ConnectionRecovered;
import dev.lifeline.domain.connection.ConnectionState;
import dev.lifeline.domain.connection.ConnectionStatus;
import dev.lifeline.domain.connection.FailureReason;
import java.time.Duration;
import java.util.Optional;

/** Alerts about one outage. Confined to its owner's thread or lock. */
final class OutageAlert {
    private final AlertCondition condition;
    private final AlertSchedule schedule;
    private FailureReason reason;
    private FailureReason reasonReported;
    private boolean personNotified;
    private int attempts;

    OutageAlert(AlertCondition condition, AlertSchedule schedule, FailureReason reason) {
        this.condition = condition;
        this.schedule = schedule;
        this.reason = reason;
        this.reasonReported = reason;
    }

    /** Records a failed recovery attempt. Returns an alert the first time that the failure requires a person. */
    Optional<Alert> attemptFailed(int attempt, FailureReason why) {
        reason = why;
        attempts = attempt;
        return needsPerson(why) && !personNotified ? schedule.early().map(this::message) : Optional.empty();
    }

    /** Returns the alert that is due now, if any. */
    Optional<Alert> due() {
        return schedule.due().map(this::message);
    }

    /** Returns the alert that the outage is resolved, with the reason of the first alert; empty if none was sent. */
    Optional<Alert> over(ConnectionRecovered event) {
        if (!schedule.wasReported()) {
            return Optional.empty();
        }
        String summary = "Database connection recovered after " + minutes(event.outage()) + " and "
                + count(event.attempts(), "attempt") + " (" + reasonReported.text() + ")" + callers(event.callers());
        var facts = new AlertFacts(reasonReported.text(), event.attempts(), event.callers());
        return Optional.of(new Alert(condition, AlertStatus.RESOLVED, summary, event.outage(), facts));
    }

    private Alert message(AlertStatus status) {
        reasonReported = reason;
        personNotified |= needsPerson(reason);
        Duration length = schedule.length();
        String since = status == AlertStatus.FIRING
                ? "Database connection lost: "
                : "Database connection still lost after " + minutes(length) + ": ";
        String prospect = needsPerson(reason)
                ? " - this does not pass by itself, a person must act"
                : " - recovery is being attempted";
        return new Alert(
                condition,
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
            return "; no caller was affected";
        }
        return "; " + count(callers.waited(), "caller") + " waited, " + callers.saved() + " of them continued, "
                + count(callers.failed(), "caller") + " failed";
    }
}

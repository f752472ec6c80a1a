package dev.lifeline.monitoring.internal.alert;

import static dev.lifeline.monitoring.internal.text.DurationText.minutes;

import dev.lifeline.domain.connection.ConnectionState;
import dev.lifeline.domain.connection.FailureReason;
import java.time.Duration;
import java.util.Optional;

/** Alerts about a read-only database. Confined to its owner's thread or lock. */
final class ReadOnlyAlert {
    private final AlertCondition condition;
    private final AlertSchedule schedule;

    ReadOnlyAlert(AlertCondition condition, AlertSchedule schedule) {
        this.condition = condition;
        this.schedule = schedule;
    }

    /** Returns the alert that is due now, if any. */
    Optional<Alert> due() {
        return schedule.due().map(status -> {
            Duration length = schedule.length();
            return message(status, "Database has refused writes for " + minutes(length) + ": reads continue", length);
        });
    }

    /** Returns the alert that the problem is resolved; empty if no alert was sent before. */
    Optional<Alert> over(ConnectionState now) {
        if (!schedule.wasReported()) {
            return Optional.empty();
        }
        Duration length = schedule.length();
        String summary = now.isServing()
                ? "Database accepts writes again, after " + minutes(length)
                : "Database refused writes for " + minutes(length) + ", and is now unavailable";
        return Optional.of(message(AlertStatus.RESOLVED, summary, length));
    }

    private Alert message(AlertStatus status, String summary, Duration length) {
        return new Alert(condition, status, summary, length, AlertFacts.because(FailureReason.READ_ONLY_SERVER.text()));
    }
}

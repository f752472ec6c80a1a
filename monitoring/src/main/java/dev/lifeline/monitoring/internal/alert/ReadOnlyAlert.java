package dev.lifeline.monitoring.internal.alert;

import static dev.lifeline.monitoring.internal.alert.AlertWords.length;

import dev.lifeline.domain.connection.ConnectionState;
import dev.lifeline.domain.connection.FailureReason;
import java.time.Duration;
import java.util.Optional;

/** Alerts about a read-only database. Confined to its owner's thread or lock. */
final class ReadOnlyAlert {
    private final Trouble trouble;
    private final Rhythm rhythm;

    ReadOnlyAlert(Trouble trouble, Rhythm rhythm) {
        this.trouble = trouble;
        this.rhythm = rhythm;
    }

    /** Returns the alert that is due now, if any. */
    Optional<Alert> due() {
        return rhythm.due().map(status -> {
            Duration length = rhythm.length();
            return message(status, "Database has refused writes for " + length(length) + ": reads go on", length);
        });
    }

    /** Returns the resolved alert if an earlier one was sent. */
    Optional<Alert> over(ConnectionState now) {
        if (!rhythm.wasTold()) {
            return Optional.empty();
        }
        Duration length = rhythm.length();
        String summary = now.isServing()
                ? "Database takes writes again, after " + length(length)
                : "Database refused writes for " + length(length) + ", and cannot be used at all now";
        return Optional.of(message(AlertStatus.RESOLVED, summary, length));
    }

    private Alert message(AlertStatus status, String summary, Duration length) {
        return new Alert(trouble, status, summary, length, AlertFacts.because(FailureReason.READ_ONLY_SERVER.text()));
    }
}

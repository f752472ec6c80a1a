package dev.lifeline.monitoring.internal.alert;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Locale;

/**
 * One message about a problem. Contains no secret.
 *
 * @param summary one line for people
 * @param duration duration of the problem so far, or in total if it has ended
 */
public record Alert(AlertCondition condition, AlertStatus status, String summary, Duration duration, AlertFacts facts) {

    public Alert {
        requireNonNull(condition, "trouble");
        requireNonNull(status, "status");
        requireNonNull(summary, "summary");
        requireNonNull(duration, "duration");
        requireNonNull(facts, "facts");
    }

    /** Returns one line with status, instance and summary. */
    public String text() {
        return "[" + status.word().toUpperCase(Locale.ROOT) + "] " + condition.instance() + ": " + summary;
    }

    boolean isAboutTheSameAs(Alert other) {
        return condition.key().equals(other.condition.key());
    }
}

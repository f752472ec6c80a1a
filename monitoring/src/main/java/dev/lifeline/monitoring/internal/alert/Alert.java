package dev.lifeline.monitoring.internal.alert;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Locale;

/**
 * One message about some trouble. Holds no secret.
 *
 * @param summary what a person is to know, in one line
 * @param duration how long the trouble has lasted, or had when it was over
 */
public record Alert(Trouble trouble, AlertStatus status, String summary, Duration duration, AlertFacts facts) {

    public Alert {
        requireNonNull(trouble, "trouble");
        requireNonNull(status, "status");
        requireNonNull(summary, "summary");
        requireNonNull(duration, "duration");
        requireNonNull(facts, "facts");
    }

    /** Where it stands, who has it and what it is, in one line. */
    public String text() {
        return "[" + status.word().toUpperCase(Locale.ROOT) + "] " + trouble.instance() + ": " + summary;
    }

    boolean isAboutTheSameAs(Alert other) {
        return trouble.key().equals(other.trouble.key());
    }
}

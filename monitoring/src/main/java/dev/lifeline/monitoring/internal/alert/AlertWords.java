package dev.lifeline.monitoring.internal.alert;

import java.time.Duration;
import java.util.Locale;

/** Formats numbers for messages. */
final class AlertWords {
    private static final Duration IN_SECONDS = Duration.ofMinutes(2);
    private static final double MILLIS_PER_SECOND = 1_000;

    private AlertWords() {}

    /** Returns a text such as {@code 42.3 s}, {@code 31 min} or {@code 2 h 5 min}. */
    static String length(Duration duration) {
        if (duration.compareTo(IN_SECONDS) < 0) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / MILLIS_PER_SECOND);
        }
        String minutes = duration.toMinutesPart() + " min";
        return duration.toHours() == 0 ? minutes : duration.toHours() + " h " + minutes;
    }

    /** Returns a text such as {@code 1 attempt} or {@code 2 attempts}. */
    static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}

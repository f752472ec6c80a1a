package dev.lifeline.monitoring.internal.remote;

import java.time.Duration;
import java.util.Locale;

/** Formats durations with their two largest units. */
final class Span {
    private static final double MILLIS_PER_TENTH = 100;
    private static final double TENTHS_PER_SECOND = 10;

    private Span() {}

    /**
     * Returns a text such as {@code 12.3 s}, {@code 5 min 12 s}, {@code 3 h 5 min} or {@code 2 d 3 h}; drops smaller
     * units.
     */
    static String text(Duration length) {
        return length.toMinutes() > 0
                ? whole(length)
                : String.format(
                        Locale.ROOT, "%.1f s", Math.floor(length.toMillis() / MILLIS_PER_TENTH) / TENTHS_PER_SECOND);
    }

    /** Returns the text in whole seconds. */
    static String whole(Duration length) {
        if (length.toMinutes() == 0) {
            return length.toSeconds() + " s";
        }
        if (length.toHours() == 0) {
            return length.toMinutes() + " min " + length.toSecondsPart() + " s";
        }
        return length.toDays() == 0
                ? length.toHours() + " h " + length.toMinutesPart() + " min"
                : length.toDays() + " d " + length.toHoursPart() + " h";
    }
}

package dev.lifeline.monitoring.internal.text;

import java.time.Duration;
import java.util.Locale;

/** Formats durations for people. */
public final class DurationText {
    private static final Duration IN_SECONDS = Duration.ofMinutes(2);
    private static final double MILLIS_PER_SECOND = 1_000;
    private static final double MILLIS_PER_TENTH = 100;
    private static final double TENTHS_PER_SECOND = 10;

    private DurationText() {}

    /** Returns a text such as {@code 2.1 s} or {@code 4210.0 s}. */
    public static String seconds(Duration duration) {
        return seconds(duration.toMillis() / MILLIS_PER_SECOND);
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.1f s", seconds);
    }

    /** Returns a text such as {@code 42.3 s}, and from two minutes on {@code 31 min} or {@code 2 h 5 min}. */
    public static String minutes(Duration duration) {
        if (duration.compareTo(IN_SECONDS) < 0) {
            return seconds(duration);
        }
        String minutes = duration.toMinutesPart() + " min";
        return duration.toHours() == 0 ? minutes : duration.toHours() + " h " + minutes;
    }

    /**
     * Returns the two largest units, rounded down, such as {@code 12.3 s}, {@code 5 min 12 s}, {@code 3 h 5 min} or
     * {@code 2 d 3 h}.
     */
    public static String twoUnits(Duration duration) {
        return duration.toMinutes() > 0
                ? wholeUnits(duration)
                : seconds(Math.floor(duration.toMillis() / MILLIS_PER_TENTH) / TENTHS_PER_SECOND);
    }

    /** Returns the two largest units like {@link #twoUnits}, but whole seconds, such as {@code 12 s}. */
    public static String wholeUnits(Duration duration) {
        if (duration.toMinutes() == 0) {
            return duration.toSeconds() + " s";
        }
        if (duration.toHours() == 0) {
            return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
        }
        return duration.toDays() == 0
                ? duration.toHours() + " h " + duration.toMinutesPart() + " min"
                : duration.toDays() + " d " + duration.toHoursPart() + " h";
    }
}

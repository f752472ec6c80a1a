package dev.lifeline.monitoring.internal.incident;

import java.time.Duration;
import java.util.Locale;

/** Formats numbers. */
final class Words {

    private Words() {}

    /** Returns a text such as {@code 1 look} or {@code 2 looks}. */
    static String count(long count, String one, String several) {
        return count + " " + (count == 1 ? one : several);
    }

    /** Returns a text such as {@code 2.1 s}. */
    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1_000.0);
    }
}

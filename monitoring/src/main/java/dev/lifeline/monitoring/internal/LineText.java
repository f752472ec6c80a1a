package dev.lifeline.monitoring.internal;

import dev.lifeline.domain.connection.CallerCounts;
import java.time.Duration;
import java.util.Locale;

/** Texts of values in the lines about the connection. */
final class LineText {

    private LineText() {}

    static String attempts(int count) {
        return count + (count == 1 ? " attempt" : " attempts");
    }

    /** Returns a text such as {@code , 120 callers waited, 3 were refused}; omits zero counts. */
    static String callers(CallerCounts tally) {
        String waited = tally.waited() == 0
                ? ""
                : ", " + tally.waited() + (tally.waited() == 1 ? " caller waited" : " callers waited");
        String refused = tally.failed() + (tally.failed() == 1 ? " was refused" : " were refused");
        return tally.failed() == 0 ? waited : waited + ", " + refused;
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1_000.0);
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}

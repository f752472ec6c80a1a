package dev.lifeline.rest.internal.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** Timestamps in ISO-8601, UTC. */
public final class UtcText {
    private static final DateTimeFormatter MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
    private static final byte[] FORM = "0000-00-00T00:00:00.000000000Z".getBytes(ISO_8859_1);
    private static final Instant YEAR_0 = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant YEAR_10000 = Instant.parse("+10000-01-01T00:00:00Z");
    private static final int POINT = 19;
    private static final int SECONDS_PER_DAY = 86_400;

    private UtcText() {}

    /** Formats with exactly three digits of the second, as in {@code 2024-01-15T10:30:00.000Z}. */
    public static String millis(Instant instant) {
        return MILLIS.format(instant);
    }

    /** Formats like {@link Instant#toString()}, in a third of the time; each project has two timestamps. */
    public static String exact(Instant instant) {
        if (instant.isBefore(YEAR_0) || !instant.isBefore(YEAR_10000)) {
            return instant.toString();
        }
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(instant.getEpochSecond(), SECONDS_PER_DAY));
        int second = Math.floorMod(instant.getEpochSecond(), SECONDS_PER_DAY);
        byte[] text = FORM.clone();
        put(text, 3, date.getYear());
        put(text, 6, date.getMonthValue());
        put(text, 9, date.getDayOfMonth());
        put(text, 12, second / 3600);
        put(text, 15, second / 60 % 60);
        put(text, 18, second % 60);
        put(text, POINT + 9, instant.getNano());
        int end = end(instant.getNano());
        text[end] = 'Z';
        return new String(text, 0, end + 1, ISO_8859_1);
    }

    /** Writes the digits of a number, right-aligned at the given position. */
    private static void put(byte[] text, int last, int number) {
        for (int i = last, rest = number; rest > 0; i--, rest /= 10) {
            text[i] = (byte) ('0' + rest % 10);
        }
    }

    /** Returns the end of the fraction of the second: none, three, six or nine digits, as many as needed. */
    private static int end(int nanos) {
        if (nanos == 0) {
            return POINT;
        }
        if (nanos % 1_000_000 == 0) {
            return POINT + 4;
        }
        return nanos % 1_000 == 0 ? POINT + 7 : POINT + 10;
    }
}

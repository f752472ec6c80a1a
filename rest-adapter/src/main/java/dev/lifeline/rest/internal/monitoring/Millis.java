package dev.lifeline.rest.internal.monitoring;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Durations in milliseconds, with one decimal digit if they are short. */
final class Millis {
    private static final double PER_TENTH = TimeUnit.MICROSECONDS.toNanos(100);
    private static final double TENTHS = 10;

    private Millis() {}

    static void write(JsonGenerator json, String name, @Nullable Duration duration) throws IOException {
        if (duration == null) {
            json.writeNullField(name);
        } else {
            json.writeNumberField(name, Math.round(duration.toNanos() / PER_TENTH) / TENTHS);
        }
    }
}

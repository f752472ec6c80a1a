package dev.lifeline.monitoring.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationTextTest {

    @ParameterizedTest
    @CsvSource({
        "PT0S,            0.0 s,       0 s",
        "PT12.399S,       12.3 s,      12 s",
        "PT59.999S,       59.9 s,      59 s",
        "PT60S,           1 min 0 s,   1 min 0 s",
        "PT59M59.9S,      59 min 59 s, 59 min 59 s",
        "PT1H,            1 h 0 min,   1 h 0 min",
        "PT23H59M,        23 h 59 min, 23 h 59 min",
        "P1D,             1 d 0 h,     1 d 0 h",
        "P400DT5H59M,     400 d 5 h,   400 d 5 h"
    })
    void the_two_largest_units_are_rounded_down(Duration duration, String text, String wholeUnits) {
        assertThat(DurationText.twoUnits(duration)).isEqualTo(text);
        assertThat(DurationText.wholeUnits(duration)).isEqualTo(wholeUnits);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S,       0.0 s,    0.0 s",
        "PT12.399S,  12.4 s,   12.4 s",
        "PT1M59.9S,  119.9 s,  119.9 s",
        "PT2M,       120.0 s,  2 min",
        "PT31M59S,   1919.0 s, 31 min",
        "PT2H5M,     7500.0 s, 2 h 5 min",
        "P2D,        172800.0 s, 48 h 0 min"
    })
    void seconds_have_one_decimal_and_long_durations_minutes(Duration duration, String seconds, String minutes) {
        assertThat(DurationText.seconds(duration)).isEqualTo(seconds);
        assertThat(DurationText.minutes(duration)).isEqualTo(minutes);
    }
}

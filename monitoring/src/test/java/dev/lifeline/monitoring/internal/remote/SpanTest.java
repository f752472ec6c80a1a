package dev.lifeline.monitoring.internal.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpanTest {

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
    void length_is_told_in_the_two_units_that_count(Duration length, String text, String whole) {
        assertThat(Span.text(length)).isEqualTo(text);
        assertThat(Span.whole(length)).isEqualTo(whole);
    }
}

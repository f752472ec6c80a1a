package dev.lifeline.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

    @ParameterizedTest
    @CsvSource({"500ms,PT0.5S", "30s,PT30S", "5m,PT5M", "2h,PT2H", "PT30S,PT30S", "pt1m,PT1M", "0s,PT0S", "10 s,PT10S"})
    void usual_forms_are_understood(String text, Duration duration) {
        assertThat(DurationText.parse(text)).contains(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"30", "s", "-5s", "1.5s", "30S", "1d", "5m30s", "99999999999999999999s"})
    void other_forms_are_not(String text) {
        assertThat(DurationText.parse(text)).isEmpty();
    }
}

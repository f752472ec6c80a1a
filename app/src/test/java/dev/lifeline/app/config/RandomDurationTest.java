package dev.lifeline.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.testing.random.RandomTexts;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Any text is a duration or none. */
class RandomDurationTest {

    @Test
    void a_duration_is_parsed_again_from_its_text() {
        RandomTexts.of(
                        List.of("500ms", "30 s", "5m", "2h", "PT1H30M", "P2DT-0.5S"),
                        "9",
                        "-",
                        "+",
                        ".",
                        "P",
                        "T",
                        "D",
                        "ms",
                        "h",
                        " ",
                        "\u0663")
                .check(text -> DurationText.parse(text)
                        .ifPresent(duration -> assertThat(DurationText.parse(duration.toString()))
                                .contains(duration)));
    }
}

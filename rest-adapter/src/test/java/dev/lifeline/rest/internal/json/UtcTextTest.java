package dev.lifeline.rest.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UtcTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00Z",
                "1969-12-31T23:59:59.999999999Z",
                "2024-02-29T23:59:59.100Z",
                "2024-12-31T00:00:00.000001Z",
                "2024-01-15T10:30:00.120Z",
                "2024-01-15T10:30:00.123456Z",
                "0000-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999999999Z",
                "-0001-12-31T23:59:59Z",
                "+10000-01-01T00:00:00Z"
            })
    void the_exact_text_is_the_one_of_the_JDK(String text) {
        assertThat(UtcText.exact(Instant.parse(text))).isEqualTo(text);
    }

    @Test
    void the_exact_text_is_the_one_of_the_JDK_for_any_moment() {
        var random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            int nanos = random.nextInt(1_000) * (int) Math.pow(1_000, random.nextInt(3));
            var moment = Instant.ofEpochSecond(random.nextLong(-62_167_219_200L, 253_402_300_800L), nanos);

            assertThat(UtcText.exact(moment)).isEqualTo(moment.toString());
        }
    }

    @Test
    void the_extreme_moments_have_the_text_of_the_JDK() {
        assertThat(UtcText.exact(Instant.MIN)).isEqualTo(Instant.MIN.toString());
        assertThat(UtcText.exact(Instant.MAX)).isEqualTo(Instant.MAX.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "2024-01-15T10:30:00Z, 2024-01-15T10:30:00.000Z",
        "2024-01-15T10:30:00.1Z, 2024-01-15T10:30:00.100Z",
        "2024-01-15T10:30:00.123999999Z, 2024-01-15T10:30:00.123Z"
    })
    void the_text_in_milliseconds_always_has_three_digits(Instant moment, String text) {
        assertThat(UtcText.millis(moment)).isEqualTo(text);
    }
}

package dev.lifeline.domain.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingChecksTest {
    private final SettingChecks checks = new SettingChecks();

    @Test
    void bounds_are_inclusive() {
        checks.between("pool.max-size", 1, 1, 10)
                .between("pool.max-size", 10, 1, 10)
                .between("retry.jitter", 0.0, 0.0, 1.0)
                .between("retry.jitter", 1.0, 0.0, 1.0)
                .between("gate.hold", Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofMinutes(1))
                .between("gate.hold", Duration.ofMinutes(1), Duration.ofSeconds(1), Duration.ofMinutes(1))
                .require(true, "never told");

        assertThatCode(checks::verify).doesNotThrowAnyException();
    }

    @Test
    void a_problem_names_setting_bounds_and_value() {
        checks.between("pool.max-size", 11, 1, 10);

        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(checks::verify)
                .withMessage("pool.max-size must be from 1 to 10, but is 11");
    }

    @Test
    void a_duration_is_formatted_as_in_settings() {
        checks.between("gate.hold", Duration.ofMillis(1), Duration.ofSeconds(1), Duration.ofHours(1));

        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(checks::verify)
                .withMessage("gate.hold must be from 1s to 1h, but is 1ms");
    }

    @Test
    void nan_is_in_no_range() {
        checks.between("retry.jitter", Double.NaN, 0.0, 1.0);

        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(checks::verify)
                .withMessage("retry.jitter must be from 0.0 to 1.0, but is NaN");
    }

    @Test
    void all_problems_are_reported_at_once_in_order() {
        checks.between("pool.max-size", 0, 1, 10)
                .between("retry.jitter", 1.5, 0.0, 1.0)
                .between("gate.hold", Duration.ofHours(2), Duration.ZERO, Duration.ofHours(1))
                .require(false, "pool.idle-timeout must be shorter than pool.max-lifetime");

        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(checks::verify)
                .satisfies(e -> assertThat(e.problems())
                        .containsExactly(
                                "pool.max-size must be from 1 to 10, but is 0",
                                "retry.jitter must be from 0.0 to 1.0, but is 1.5",
                                "gate.hold must be from 0s to 1h, but is 2h",
                                "pool.idle-timeout must be shorter than pool.max-lifetime"))
                .withMessageContaining("but is 0; retry.jitter");
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0s",
        "PT0.001S, 1ms",
        "PT0.5S, 500ms",
        "PT1.5S, 1500ms",
        "PT30S, 30s",
        "PT60S, 1m",
        "PT90S, 90s",
        "PT5M, 5m",
        "PT1H, 1h",
        "PT1H30M, 90m",
        "PT48H, 48h",
        "PT-1S, -1s",
        "PT0.0005S, PT0.0005S",
        "PT1.000000001S, PT1.000000001S"
    })
    void durations_are_formatted_exactly(Duration duration, String text) {
        assertThat(SettingChecks.text(duration)).isEqualTo(text);
    }
}

package dev.lifeline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeline.domain.settings.InvalidSettingsException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MonitoringConfigTest {
    @Test
    void by_default_the_database_is_checked_every_30_seconds() {
        assertThat(MonitoringConfig.defaults()).isEqualTo(new MonitoringConfig(Duration.ofSeconds(30), null));
    }

    @ParameterizedTest
    @CsvSource({"PT1S", "PT1H"})
    void the_bounds_belong_to_the_range(Duration interval) {
        assertThat(new MonitoringConfig(interval, null).checkInterval()).isEqualTo(interval);
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 0s", "PT0.999S, 999ms", "PT1H0.001S, 3600001ms", "PT-30S, -30s"})
    void another_interval_is_refused_by_name(Duration interval, String text) {
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> new MonitoringConfig(interval, null))
                .withMessage("health.interval must be from 1s to 1h, but is " + text);
    }
}

package dev.lifeline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeline.domain.settings.InvalidSettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MonitoringConfigTest {

    @Test
    void data_directory_must_be_one_that_can_be_written(@TempDir Path directory) throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThat(new MonitoringConfig(Duration.ofSeconds(30), directory, AlertConfig.none()).dataDirectory())
                .isEqualTo(directory);
        for (Path wrong : List.of(file, directory.resolve("missing"))) {
            assertThatExceptionOfType(InvalidSettingsException.class)
                    .isThrownBy(() -> new MonitoringConfig(Duration.ofSeconds(30), wrong, AlertConfig.none()))
                    .withMessage("monitoring.data-directory must be a directory that can be written, but is '" + wrong
                            + "'");
        }
    }

    @Test
    void by_default_the_database_is_checked_every_30_seconds() {
        assertThat(MonitoringConfig.defaults())
                .isEqualTo(new MonitoringConfig(Duration.ofSeconds(30), null, AlertConfig.none()));
    }

    @ParameterizedTest
    @CsvSource({"PT1S", "PT1H"})
    void the_bounds_belong_to_the_range(Duration interval) {
        assertThat(new MonitoringConfig(interval, null, AlertConfig.none()).checkInterval())
                .isEqualTo(interval);
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 0s", "PT0.999S, 999ms", "PT1H0.001S, 3600001ms", "PT-30S, -30s"})
    void another_interval_is_refused_by_name(Duration interval, String text) {
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> new MonitoringConfig(interval, null, AlertConfig.none()))
                .withMessage("health.interval must be from 1s to 1h, but is " + text);
    }
}

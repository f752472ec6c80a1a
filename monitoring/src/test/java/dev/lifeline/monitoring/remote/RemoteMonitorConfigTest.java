package dev.lifeline.monitoring.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeline.domain.settings.InvalidSettingsException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RemoteMonitorConfigTest {
    private static final RemoteEndpoint ENDPOINT = RemoteEndpoint.parse("http://127.0.0.1:3000");

    @Test
    void defaults_poll_every_minute_and_neither_reconnect_nor_alert() {
        assertThat(RemoteMonitorConfig.of(ENDPOINT))
                .isEqualTo(new RemoteMonitorConfig(
                        ENDPOINT, Duration.ofMinutes(1), Duration.ofSeconds(10), false, null, null));
    }

    @Test
    void all_errors_are_reported_without_secrets() {
        assertThatThrownBy(() -> new RemoteMonitorConfig(
                        ENDPOINT, Duration.ZERO, Duration.ofHours(1), true, "s3cret word", "hooks/s3cret"))
                .isInstanceOfSatisfying(InvalidSettingsException.class, e -> assertThat(e.problems())
                        .hasSize(4))
                .hasMessageContainingAll("every must be from 1s to 24h", "timeout must be from 100ms to 5m")
                .hasMessageContainingAll("admin token must consist of visible", "webhook must be an absolute")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void secrets_are_not_shown() {
        var config = new RemoteMonitorConfig(
                ENDPOINT,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                true,
                "s3cret",
                "https://hooks.example.org/s3cret");

        assertThat(config.toString())
                .contains("(hidden)", "https://hooks.example.org/")
                .doesNotContain("s3cret");
    }
}

package dev.lifeline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lifeline.domain.settings.InvalidSettingsException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlertConfigTest {
    private static final String WEBHOOK = "https://hooks.example.org/services/T0/B0/geheim";
    private static final String ALERTMANAGER = "http://me:geheim@alerts.example.org:9093/prefix";

    @Test
    void there_are_no_receivers_by_default() {
        assertThat(AlertConfig.none())
                .isEqualTo(new AlertConfig(
                        null, null, "lifeline", Duration.ofSeconds(5), Duration.ofMinutes(30), Duration.ofSeconds(5)));
        assertThat(MonitoringConfig.defaults().alerts()).isEqualTo(AlertConfig.none());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "geheim",
                "/geheim",
                "hooks.example.org/geheim",
                "ftp://hooks.example.org/geheim",
                "https:///geheim",
                "https:geheim",
                "https://hooks example.org/geheim",
                "https://hooks.example.org/ geheim",
                "https://hooks.example.org:0/geheim",
                "https://hooks.example.org:70000/geheim",
                "https://geh%zz:im@hooks.example.org/",
                ""
            })
    void another_url_is_refused_by_name_and_never_shown(String url) {
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> AlertConfig.toWebhook(url, "checkout"))
                .withMessage(
                        "alerts.webhook-url must be an absolute http or https URL, but is something else (not shown)")
                .withNoCause();
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> AlertConfig.toAlertmanager(url, "checkout"))
                .withMessageContaining("alerts.alertmanager-url must be an absolute http or https URL");
    }

    @Test
    void an_alertmanager_s_url_is_a_base_without_a_query() {
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> AlertConfig.toAlertmanager("http://alerts.example.org/?token=geheim", "checkout"))
                .withMessage("alerts.alertmanager-url must have no query, but has one (not shown)");
    }

    @ParameterizedTest
    @CsvSource({"PT0S, PT1M, PT0.1S", "PT1H, PT24H, PT1M"})
    void the_bounds_belong_to_the_ranges(Duration after, Duration reminder, Duration timeout) {
        var config = new AlertConfig(WEBHOOK, ALERTMANAGER, "checkout", after, reminder, timeout);

        assertThat(config.after()).isEqualTo(after);
    }

    @Test
    void all_errors_are_reported_together() {
        var refused = catchThrowableOfType(
                InvalidSettingsException.class,
                () -> new AlertConfig(
                        "geheim",
                        "geheim?",
                        "check\nout",
                        Duration.ofHours(2),
                        Duration.ofSeconds(59),
                        Duration.ofMillis(99)));

        assertThat(refused.problems())
                .containsExactly(
                        "alerts.webhook-url must be an absolute http or https URL, but is something else (not shown)",
                        "alerts.alertmanager-url must be an absolute http or https URL, but is something"
                                + " else (not shown)",
                        "alerts.alertmanager-url must have no query, but has one (not shown)",
                        "alerts.instance must have 1 to 200 characters, none of them for control",
                        "alerts.after must be from 0s to 1h, but is 2h",
                        "alerts.reminder must be from 1m to 24h, but is 59s",
                        "alerts.timeout must be from 100ms to 1m, but is 99ms");
    }

    @Test
    void text_shows_only_scheme_host_and_port_of_urls() {
        var config = new AlertConfig(
                WEBHOOK, ALERTMANAGER, "checkout", Duration.ZERO, Duration.ofHours(1), Duration.ofSeconds(1));

        assertThat(config.toString())
                .contains("webhookUrl=https://hooks.example.org/…,")
                .contains("alertmanagerUrl=http://alerts.example.org:9093/…,")
                .doesNotContain("geheim", "me:", "services", "prefix");
    }
}

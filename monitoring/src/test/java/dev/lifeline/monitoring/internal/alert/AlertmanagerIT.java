package dev.lifeline.monitoring.internal.alert;

import static dev.lifeline.monitoring.internal.alert.AlertStatus.FIRING;
import static dev.lifeline.monitoring.internal.alert.AlertStatus.NOTICE;
import static dev.lifeline.monitoring.internal.alert.AlertStatus.REMINDER;
import static dev.lifeline.monitoring.internal.alert.AlertStatus.RESOLVED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.testing.http.Receiver;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts in a real Alertmanager, with real times, because it resolves an alert when its end is in the past. */
@Tag("same-on-every-jdk")
class AlertmanagerIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LENGTH = Duration.ofSeconds(40);

    private final Receiver receiver = new Receiver();
    private final Instant since = Clock.systemUTC().instant().minus(LENGTH);

    @TempDir
    private Path directory;

    private Alertmanager alertmanager;
    private AlertmanagerChannel channel;

    @BeforeEach
    void start() throws Exception {
        alertmanager = Alertmanager.start(directory, receiver.url("/notified"));
        channel = new AlertmanagerChannel(Endpoint.parse("url", alertmanager.url()), PATIENCE);
    }

    @AfterEach
    void stop() {
        receiver.close();
        if (alertmanager != null) {
            channel.close();
            alertmanager.close();
        }
    }

    @Test
    void an_outage_fires_is_refreshed_and_is_resolved() throws Exception {
        assertThat(channel.send(alert(FIRING, "Database connection lost"))).isEqualTo(DeliveryAttempt.delivered());
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(alertmanager.active())
                .contains(
                        "\"alertname\":\"LifelineDatabaseLost\"",
                        "\"instance\":\"checkout\"",
                        "\"severity\":\"critical\"",
                        "\"summary\":\"Database connection lost\"",
                        "\"reason\":\"Connection refused\"",
                        "\"state\":\"active\""));
        await().atMost(PATIENCE).until(() -> receiver.bodies().size() == 1);

        assertThat(channel.send(alert(REMINDER, "Database connection still lost")))
                .isEqualTo(DeliveryAttempt.delivered());
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(alertmanager.active())
                .containsOnlyOnce("\"summary\":\"Database connection still lost\""));

        assertThat(channel.send(alert(RESOLVED, "Database connection recovered")))
                .isEqualTo(DeliveryAttempt.delivered());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(alertmanager.active()).isEqualToIgnoringWhitespace("[]"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(receiver.bodies()).hasSize(2));
        assertThat(receiver.bodies().get(0)).contains("\"status\":\"firing\"", "Database connection lost");
        assertThat(receiver.bodies().get(1)).contains("\"status\":\"resolved\"", "Database connection recovered");
    }

    @Test
    void a_notice_fires() throws Exception {
        assertThat(channel.send(alert(NOTICE, "It hung"))).isEqualTo(DeliveryAttempt.delivered());

        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(receiver.bodies()).singleElement().asString().contains("It hung"));
    }

    private Alert alert(AlertStatus status, String summary) {
        return new Alert(
                new AlertCondition("DatabaseLost", Severity.CRITICAL, "checkout", since),
                status,
                summary,
                LENGTH,
                AlertFacts.because("Connection refused"));
    }
}

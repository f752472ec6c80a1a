package dev.lifeline.monitoring.internal.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.connection.CallerCounts;
import dev.lifeline.testing.http.RawServer;
import dev.lifeline.testing.http.Receiver;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookChannelTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(200);

    private final Receiver receiver = new Receiver();

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void an_alert_is_posted_as_json_with_a_text_for_people() throws Exception {
        var condition = new AlertCondition(
                "DatabaseLost", Severity.CRITICAL, "check <out> & co", Instant.parse("2024-01-15T10:30:00.1234Z"));
        var facts = new AlertFacts("Connection refused", 17, new CallerCounts(120, 117, 3));

        DeliveryAttempt attempt = send(
                new Alert(condition, AlertStatus.RESOLVED, "It is over", Duration.ofMillis(42_300), facts),
                receiver.url("/services/T0?token=x"),
                LONG);

        assertThat(attempt).isEqualTo(DeliveryAttempt.delivered());
        assertThat(receiver.got())
                .containsExactly(new Receiver.Got(
                        "/services/T0?token=x",
                        """
                        {"text":"[RESOLVED] check &lt;out&gt; &amp; co: It is over","status":"resolved",\
                        "alert":"DatabaseLost","severity":"critical","instance":"check <out> & co",\
                        "key":"DatabaseLost/check <out> & co/2024-01-15T10:30:00.123Z","summary":"It is over",\
                        "since":"2024-01-15T10:30:00.123Z","durationSeconds":42.3,"reason":"Connection refused",\
                        "attempts":17,"callers":{"waited":120,"saved":117,"failed":3}}""",
                        null,
                        "application/json; charset=utf-8"));
    }

    @Test
    void what_is_not_known_is_left_out() throws Exception {
        send(
                new Alert(
                        new AlertCondition("Some", Severity.WARNING, "checkout", Instant.EPOCH),
                        AlertStatus.NOTICE,
                        "Something",
                        Duration.ZERO,
                        AlertFacts.none()),
                receiver.url("/"),
                LONG);

        assertThat(receiver.bodies())
                .containsExactly(
                        """
                        {"text":"[NOTICE] checkout: Something","status":"notice","alert":"Some","severity":"warning",\
                        "instance":"checkout","key":"Some/checkout/1970-01-01T00:00:00Z","summary":"Something",\
                        "since":"1970-01-01T00:00:00Z","durationSeconds":0.0}""");
    }

    @Test
    void user_info_of_the_url_is_sent_as_credentials() throws Exception {
        send(receiver.url("/").replace("http://", "http://me:secret@"), LONG);

        assertThat(receiver.got().get(0).authorization()).isEqualTo("Basic bWU6c2VjcmV0");
    }

    @ParameterizedTest
    @CsvSource({
        "200, DELIVERED",
        "202, DELIVERED",
        "204, DELIVERED",
        "400, REFUSED",
        "413, REFUSED",
        "401, FAILED",
        "404, FAILED",
        "429, FAILED",
        "500, FAILED",
        "503, FAILED"
    })
    void the_status_decides(int status, DeliveryAttempt.Outcome outcome) throws Exception {
        receiver.answering(status);

        assertThat(send(receiver.url("/"), LONG).outcome()).isEqualTo(outcome);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void a_redirection_is_not_followed(int status) throws Exception {
        receiver.answering(status);

        assertThat(send(receiver.url("/secret"), LONG))
                .isEqualTo(DeliveryAttempt.failed("HTTP " + status + " (redirections are not followed)"));
        assertThat(receiver.got()).extracting(Receiver.Got::path).containsExactly("/secret");
    }

    @Test
    void a_delivery_to_a_silent_receiver_ends_at_the_timeout() throws Exception {
        receiver.answering(Receiver.NEVER);

        assertThat(send(receiver.url("/secret"), SHORT)).isEqualTo(DeliveryAttempt.failed("no answer within 200ms"));
    }

    @Test
    void an_endless_response_counts_as_delivered() throws Exception {
        receiver.answering(Receiver.HEAD_ONLY);

        assertThat(send(receiver.url("/"), LONG)).isEqualTo(DeliveryAttempt.delivered());
    }

    @Test
    void a_missing_receiver_is_reported_as_such() throws Exception {
        receiver.close();

        assertThat(send(receiver.url("/secret"), LONG)).isEqualTo(DeliveryAttempt.failed("cannot connect"));
    }

    @Test
    void a_receiver_that_disconnects_is_reported_without_the_url() throws Exception {
        try (var server = RawServer.answering("")) {
            DeliveryAttempt attempt = send("http://127.0.0.1:" + server.port() + "/secret", LONG);

            assertThat(attempt.text()).startsWith("no answer (").doesNotContain("secret");
        }
    }

    @Test
    void a_receiver_without_tls_is_reported_as_such() throws Exception {
        try (var server = RawServer.answering("HTTP/1.1 400 Bad Request\r\n\r\n")) {
            assertThat(send("https://127.0.0.1:" + server.port() + "/secret", LONG))
                    .isEqualTo(DeliveryAttempt.failed("no TLS connection"));
        }
    }

    private static DeliveryAttempt send(String url, Duration timeout) throws InterruptedException {
        return send(SampleAlerts.outage(1, AlertStatus.FIRING), url, timeout);
    }

    private static DeliveryAttempt send(Alert alert, String url, Duration timeout) throws InterruptedException {
        try (var channel = new WebhookChannel(Endpoint.parse("url", url), timeout)) {
            return channel.send(alert);
        }
    }
}

package dev.lifeline.monitoring.internal.alert;

import static dev.lifeline.monitoring.internal.alert.AlertStatus.FIRING;
import static dev.lifeline.monitoring.internal.alert.AlertStatus.REMINDER;
import static dev.lifeline.monitoring.internal.alert.AlertStatus.RESOLVED;
import static dev.lifeline.monitoring.internal.alert.DeliveryResult.DELIVERED;
import static dev.lifeline.monitoring.internal.alert.DeliveryResult.DROPPED;
import static dev.lifeline.monitoring.internal.alert.DeliveryResult.FAILED;
import static dev.lifeline.monitoring.internal.alert.DeliveryResult.SUPERSEDED;
import static dev.lifeline.monitoring.internal.alert.SampleAlerts.outage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.domain.testing.FakeTicker;
import dev.lifeline.testing.http.Receiver;
import dev.lifeline.testing.log.LogCapture;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlertDeliveryTest {
    private static final Duration MOMENT = Duration.ofMillis(5);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration FOREVER = Duration.ofMinutes(10);
    private static final DeliveryPolicy QUICK = new DeliveryPolicy(MOMENT, MOMENT, Duration.ofMinutes(10), LONG);
    private static final DeliveryPolicy SLOW = new DeliveryPolicy(FOREVER, FOREVER, Duration.ofHours(1), LONG);
    private static final DeliveryPolicy HASTY = new DeliveryPolicy(LONG, LONG, Duration.ofMinutes(10), MOMENT);

    private final Receiver receiver = new Receiver();
    private final FakeTicker ticker = new FakeTicker();
    private final List<DeliveryResult> results = new CopyOnWriteArrayList<>();
    private final LogCapture log = LogCapture.of(DeliveryLog.class);

    @AfterEach
    void close() {
        receiver.close();
        assertThat(log.lines()).noneMatch(line -> line.contains("secret"));
        log.close();
    }

    @Test
    void an_alert_is_delivered_once_and_counted() {
        try (var delivery = delivery(QUICK)) {
            delivery.deliver(outage(1, FIRING));

            await().untilAsserted(() -> assertThat(results).containsExactly(DELIVERED));
        }
        assertThat(texts()).containsExactly("[FIRING] checkout: Outage 1");
        assertThat(log.lines())
                .containsExactly("DEBUG Alert delivered to the webhook (" + receiver.url("/…")
                        + "): [FIRING] checkout: Outage 1");
    }

    @Test
    void a_caller_never_waits_for_a_delivery() {
        receiver.answering(Receiver.NEVER);
        try (var delivery = delivery(HASTY)) {
            delivery.deliver(outage(1, FIRING));
            await().until(() -> receiver.got().size() == 1);

            delivery.deliver(outage(2, FIRING)); // must return, otherwise the test hangs

            assertThat(results).isEmpty();
        }
    }

    @Test
    void a_failed_delivery_is_retried_and_logged_once() {
        receiver.answering(500, 503, 404);
        try (var delivery = delivery(QUICK)) {
            delivery.deliver(outage(1, FIRING));

            await().untilAsserted(() -> assertThat(results).containsExactly(DELIVERED));
        }
        assertThat(texts()).hasSize(4).containsOnly("[FIRING] checkout: Outage 1");
        assertThat(loud())
                .containsExactly(
                        "WARN Alerts do not get through to the webhook (" + receiver.url("/…")
                                + "): HTTP 500; trying again",
                        "INFO Alerts get through to the webhook (" + receiver.url("/…") + ") again");
    }

    @Test
    void a_rejected_alert_is_lost_at_once_counted_and_logged() {
        receiver.answering(400);
        try (var delivery = delivery(QUICK)) {
            delivery.deliver(outage(1, FIRING));
            await().untilAsserted(() -> assertThat(results).containsExactly(FAILED));
            delivery.deliver(outage(1, RESOLVED));
            await().untilAsserted(() -> assertThat(results).containsExactly(FAILED, DELIVERED));
        }
        assertThat(loud())
                .containsExactly("ERROR Alert not delivered to the webhook (" + receiver.url("/…")
                        + "): HTTP 400: [FIRING] checkout: Outage 1");
    }

    @Test
    void an_alert_that_fails_for_too_long_is_lost_counted_and_logged() {
        receiver.answering(IntStream.range(0, 10_000).mapToObj(any -> 503).toArray(Integer[]::new));
        try (var delivery = delivery(QUICK)) {
            delivery.deliver(outage(1, FIRING));
            await().until(() -> receiver.got().size() > 2);
            assertThat(results).isEmpty();

            ticker.advance(QUICK.giveUpAfter());

            await().untilAsserted(() -> assertThat(results).containsExactly(FAILED));
        }
        assertThat(loud())
                .hasSize(2)
                .last()
                .isEqualTo("ERROR Alert not delivered to the webhook (" + receiver.url("/…")
                        + "): HTTP 503: [FIRING] checkout: Outage 1");
    }

    @Test
    void a_lost_reminder_is_counted_and_logged_at_debug() {
        receiver.answering(400);
        try (var delivery = delivery(QUICK)) {
            delivery.deliver(outage(1, REMINDER));

            await().untilAsserted(() -> assertThat(results).containsExactly(FAILED));
        }
        assertThat(loud()).isEmpty();
    }

    @Test
    void only_the_end_is_sent_if_an_outage_ends_before_its_alert_was_delivered() {
        receiver.answering(503);
        try (var delivery = delivery(SLOW)) {
            delivery.deliver(outage(1, FIRING));
            awaitPause();

            delivery.deliver(outage(1, RESOLVED));
        }
        assertThat(results).containsExactly(SUPERSEDED, DELIVERED);
        assertThat(texts()).containsExactly("[FIRING] checkout: Outage 1", "[RESOLVED] checkout: Outage 1");
    }

    @Test
    void an_alert_that_fails_after_a_newer_one_came_is_not_repeated() {
        receiver.answering(Receiver.NEVER);
        try (var delivery = delivery(QUICK, Duration.ofMillis(500))) {
            delivery.deliver(outage(1, FIRING));
            await().until(() -> receiver.got().size() == 1); // the thread waits for the response

            delivery.deliver(outage(1, RESOLVED));
        }
        assertThat(results).containsExactly(SUPERSEDED, DELIVERED);
        assertThat(texts()).containsExactly("[FIRING] checkout: Outage 1", "[RESOLVED] checkout: Outage 1");
    }

    @Test
    void close_waits_for_a_running_delivery_but_not_for_long_delays() {
        receiver.answering(503);
        var delivery = delivery(SLOW);
        delivery.deliver(outage(1, RESOLVED));
        awaitPause();

        delivery.close();
        delivery.close();

        assertThat(results).containsExactly(DELIVERED);
        assertThat(threads()).isEmpty();
    }

    @Test
    void close_continues_to_retry_within_its_limit() {
        receiver.answering(503, 503, 503);
        var delivery = delivery(QUICK);
        delivery.deliver(outage(1, RESOLVED));

        delivery.close();

        assertThat(results).containsExactly(DELIVERED);
        assertThat(receiver.got()).hasSize(4);
    }

    @Test
    void close_is_bounded_and_undelivered_alerts_are_counted_and_logged() {
        receiver.answering(Receiver.NEVER);
        var delivery = delivery(HASTY);
        delivery.deliver(outage(1, RESOLVED));
        delivery.deliver(outage(2, FIRING));
        await().until(() -> receiver.got().size() == 1);

        delivery.close();

        assertThat(results).containsExactly(DROPPED, DROPPED);
        assertThat(loud())
                .containsExactly(
                        "ERROR Alert not delivered to the webhook (" + receiver.url("/…")
                                + "): the service ends: [RESOLVED] checkout: Outage 1",
                        "ERROR Alert not delivered to the webhook (" + receiver.url("/…")
                                + "): the service ends: [FIRING] checkout: Outage 2");
        assertThat(threads()).isEmpty();
    }

    @Test
    void after_close_an_alert_is_lost_counted_and_logged() {
        var delivery = delivery(QUICK);
        delivery.close();

        delivery.deliver(outage(1, FIRING));

        assertThat(results).containsExactly(DROPPED);
        assertThat(loud()).hasSize(1);
        assertThat(threads()).isEmpty();
    }

    @Test
    void in_a_full_queue_the_oldest_alert_is_lost_counted_and_logged() {
        receiver.answering(Receiver.NEVER);
        try (var delivery = delivery(HASTY)) {
            delivery.deliver(outage(0, FIRING));
            await().until(() -> receiver.got().size() == 1); // the thread is busy with it
            for (int number = 1; number <= AlertQueue.MAX_WAITING; number++) {
                delivery.deliver(outage(number, FIRING));
            }
            assertThat(results).isEmpty();

            delivery.deliver(outage(AlertQueue.MAX_WAITING + 1, FIRING));

            assertThat(results).containsExactly(DROPPED);
            assertThat(loud())
                    .containsExactly("ERROR Alert not delivered to the webhook (" + receiver.url("/…")
                            + "): too many are waiting: [FIRING] checkout: Outage 1");
        }
    }

    @Test
    void a_channel_that_breaks_does_not_end_the_deliveries() {
        try (var delivery = delivery(QUICK, new BrokenOnce(channel(LONG)), results::add)) {
            delivery.deliver(outage(1, FIRING));
            delivery.deliver(outage(2, FIRING));

            await().untilAsserted(() -> assertThat(results).containsExactly(FAILED, DELIVERED));
        }
        assertThat(loud())
                .containsExactly("ERROR Alert not delivered to the webhook (" + receiver.url("/…")
                        + "): broken (IllegalStateException): [FIRING] checkout: Outage 1");
    }

    private AlertDelivery delivery(DeliveryPolicy policy) {
        return delivery(policy, LONG);
    }

    private AlertDelivery delivery(DeliveryPolicy policy, Duration timeout) {
        return delivery(policy, channel(timeout), results::add);
    }

    private AlertDelivery delivery(DeliveryPolicy policy, AlertChannel channel, Consumer<DeliveryResult> sink) {
        return new AlertDelivery(channel, sink, policy, ticker, new Random(1));
    }

    private AlertChannel channel(Duration timeout) {
        return new WebhookChannel(Endpoint.parse("url", receiver.url("/secret")), timeout);
    }

    private List<String> texts() {
        return receiver.bodies().stream()
                .map(body -> body.replaceAll("^\\{\"text\":\"(.*?)\",.*", "$1"))
                .toList();
    }

    private List<String> loud() {
        return log.lines().stream().filter(line -> !line.startsWith("DEBUG")).toList();
    }

    /** Waits until an attempt has failed and the next one is far in the future. */
    private void awaitPause() {
        await().until(() -> log.lines().size() == 1
                && threads().stream().allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING));
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("lifeline-alerts"))
                .toList();
    }

    /** Channel that throws. */
    private static final class BrokenOnce implements AlertChannel {
        private final AlertChannel channel;
        private boolean broken = true;

        BrokenOnce(AlertChannel channel) {
            this.channel = channel;
        }

        @Override
        public String name() {
            return channel.name();
        }

        @Override
        public Endpoint endpoint() {
            return channel.endpoint();
        }

        @Override
        public DeliveryAttempt send(Alert alert) throws InterruptedException {
            if (broken) {
                broken = false;
                throw new IllegalStateException("cannot write to http://example.org/secret");
            }
            return channel.send(alert);
        }

        @Override
        public void close() {
            channel.close();
        }
    }
}

package dev.lifeline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lifeline.domain.testing.FakeClock;
import dev.lifeline.domain.testing.FakeTicker;
import dev.lifeline.monitoring.remote.LatencyLimits;
import dev.lifeline.monitoring.remote.PluginResult;
import dev.lifeline.monitoring.remote.RemoteEndpoint;
import dev.lifeline.monitoring.remote.RemoteMonitorConfig;
import dev.lifeline.monitoring.remote.RemotePoll;
import dev.lifeline.monitoring.remote.RemoteState;
import dev.lifeline.testing.http.Receiver;
import dev.lifeline.testing.http.RemoteService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A monitor of a real HTTP service, with a fake clock. */
@Timeout(120)
class RemoteMonitorTest {
    private static final Duration EVERY = Duration.ofSeconds(60);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final FakeClock clock = new FakeClock();
    private final FakeTicker ticker = new FakeTicker();
    private final RemoteService service = new RemoteService();
    private RemoteMonitor monitor = monitor(EVERY, false, null);

    @AfterEach
    void close() {
        monitor.close();
        service.close();
    }

    @Test
    void first_poll_and_every_change_are_news() throws InterruptedException {
        assertThat(monitor.greeting())
                .isEqualTo("2024-01-15T10:30:00.000Z watching " + service.url() + "/api/health/database every 1m");
        assertThat(news()).containsExactly("2024-01-15T10:30:00.000Z healthy: Database connection is healthy");
        pass(Duration.ofMinutes(5));
        assertThat(news()).isEmpty();

        service.unhealthy("Connection refused");
        assertThat(news())
                .containsExactly("2024-01-15T10:35:00.000Z unhealthy: Connection refused (was healthy for 5 min 0 s)");
        pass(Duration.ofMillis(4_100));
        assertThat(news()).isEmpty();

        service.healthy();
        pass(Duration.ofMillis(8_200));
        assertThat(news())
                .containsExactly("2024-01-15T10:35:12.300Z recovered after 12.3 s: Database connection is healthy");
        pass(Duration.ofSeconds(2));
        assertThat(monitor.farewell()).isEqualTo("2024-01-15T10:35:14.300Z stopped: healthy for 2.0 s");
    }

    @Test
    void length_of_an_outage_is_the_one_that_the_service_reports() throws InterruptedException {
        news();
        pass(Duration.ofSeconds(60));
        service.unhealthy("Connection timeout");
        news();
        pass(Duration.ofSeconds(5));
        news();

        service.healthy();
        service.reportsOutages(Duration.ofMillis(9_750), Duration.ofMinutes(3));
        pass(Duration.ofSeconds(5));

        assertThat(wordsOf(news())).containsExactly("recovered after 9.7 s: Database connection is healthy");
    }

    @Test
    void outage_that_cannot_be_the_one_that_was_seen_is_not_reported() throws InterruptedException {
        for (Duration other : List.of(Duration.ofSeconds(10), Duration.ofMinutes(10))) {
            service.reportsOutages(other);
            news();
            service.unhealthy("Connection timeout");
            news();
            pass(Duration.ofSeconds(60));
            news();
            service.healthy();
            pass(Duration.ofSeconds(5));

            assertThat(wordsOf(news())).containsExactly("recovered after 1 min 5 s: Database connection is healthy");
        }
    }

    @Test
    void problem_that_changes_is_reported_and_its_end_with_the_total_length() throws InterruptedException {
        service.unhealthy("Connection refused");
        assertThat(wordsOf(news())).containsExactly("unhealthy: Connection refused");

        pass(Duration.ofSeconds(3));
        service.answers(404, "");
        assertThat(wordsOf(news()))
                .containsExactly("unknown: HTTP 404 without the health of a database (was unhealthy for 3.0 s)");

        pass(Duration.ofSeconds(2));
        service.answers(502, "");
        assertThat(wordsOf(news()))
                .containsExactly("unreachable: HTTP 502 without the health of a database (was unknown for 2.0 s)");

        pass(Duration.ofSeconds(1));
        service.healthy();
        assertThat(wordsOf(news())).containsExactly("recovered after 6.0 s: Database connection is healthy");
    }

    @Test
    void each_reason_of_a_problem_is_reported_once() throws InterruptedException {
        service.unhealthy("Connection refused");
        news();
        service.unhealthy("Server starting up");
        assertThat(wordsOf(news())).containsExactly("still unhealthy: Server starting up");
        service.unhealthy("Connection refused");
        assertThat(news()).isEmpty();

        service.healthy();
        news();
        service.unhealthy("Server starting up");
        assertThat(wordsOf(news())).containsExactly("unhealthy: Server starting up (was healthy for 0.0 s)");
    }

    @Test
    void service_with_ever_new_reasons_does_not_fill_the_log() throws InterruptedException {
        int lines = 0;
        for (int i = 0; i < 100; i++) {
            service.unhealthy("failed after " + i + " ms");
            lines += news().size();
        }

        assertThat(lines).isEqualTo(16);
    }

    @Test
    void problems_are_polled_more_often() throws InterruptedException {
        assertThat(poll().pause()).isEqualTo(EVERY);
        service.unhealthy("Connection refused");
        assertThat(poll()).isEqualTo(new RemotePoll(RemoteState.UNHEALTHY, Duration.ofSeconds(5)));
        service.healthy();
        assertThat(poll().pause()).isEqualTo(EVERY);

        monitor = monitor(Duration.ofSeconds(2), false, null);
        service.close();
        assertThat(poll().pause()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void summary_contains_state_duration_and_last_poll() throws InterruptedException {
        assertThat(monitor.summary()).isEqualTo("not polled yet");
        poll();
        pass(Duration.ofSeconds(90));
        assertThat(monitor.summary()).isEqualTo("healthy for 1 min 30 s, polled 1 min 30 s ago in 0 ms");

        service.unhealthy("Connection refused");
        poll();
        pass(Duration.ofMillis(3_900));
        assertThat(monitor.summary()).isEqualTo("unhealthy for 3 s, polled 3 s ago in 0 ms: Connection refused");
    }

    @Test
    void reconnect_is_requested_at_once_and_then_at_growing_intervals() throws InterruptedException {
        monitor = monitor(EVERY, true, null);
        service.unhealthy("Connection lost");
        service.failsToReconnect("Connection refused");

        assertThat(wordsOf(news()))
                .containsExactly(
                        "unhealthy: Connection lost", "reconnect failed: Connection refused; not tried again for 10s");
        pass(Duration.ofSeconds(9));
        assertThat(news()).isEmpty();
        pass(Duration.ofSeconds(1));
        assertThat(wordsOf(news())).containsExactly("reconnect failed: Connection refused; not tried again for 20s");

        for (int second = 0; second < 3_600; second += 20) {
            pass(Duration.ofSeconds(20));
            news();
        }
        // after 20, 40, 80, 160 s and then every 5 minutes
        assertThat(service.count("POST")).isEqualTo(2 + 4 + 11);
    }

    @Test
    void successful_reconnect_is_reported_and_polled_at_once() throws InterruptedException {
        monitor = monitor(EVERY, true, "s3cret");
        service.unhealthy("Connection lost");
        service.reconnects();

        List<String> news = new ArrayList<>();
        RemotePoll poll = monitor.poll(news::add);

        assertThat(wordsOf(news))
                .containsExactly(
                        "unhealthy: Connection lost", "reconnect succeeded: Database reconnected successfully");
        assertThat(poll.pause()).isZero();
    }

    @Test
    void news_does_not_wait_for_a_reconnect() {
        monitor = monitor(EVERY, true, null);
        service.unhealthy("Connection lost");
        List<String> news = new ArrayList<>();

        assertThatThrownBy(() -> monitor.poll(line -> {
                    news.add(line);
                    Thread.currentThread().interrupt();
                }))
                .isInstanceOf(InterruptedException.class);

        assertThat(wordsOf(news)).containsExactly("unhealthy: Connection lost");
    }

    @Test
    void service_that_comes_and_goes_is_not_asked_to_reconnect_each_time() throws InterruptedException {
        monitor = monitor(EVERY, true, null);
        for (int second = 0; second < 60; second += 2) {
            service.unhealthy("Connection lost");
            news();
            service.healthy();
            news();
            pass(Duration.ofSeconds(2));
        }

        assertThat(service.count("POST")).isEqualTo(6);
    }

    @Test
    void refused_reconnect_is_reported_and_not_retried() throws InterruptedException {
        monitor = monitor(EVERY, true, "s3cret");
        service.unhealthy("Connection lost");
        service.answersReconnects(401, "{\"title\":\"Unauthorized\"}");

        assertThat(wordsOf(news()))
                .contains("reconnect refused: HTTP 401, not allowed; not tried again")
                .noneMatch(line -> line.contains("s3cret"));
        pass(Duration.ofHours(1));
        assertThat(news()).isEmpty();
        assertThat(service.count("POST")).isEqualTo(1);
    }

    @Test
    void only_an_unhealthy_service_is_asked_to_reconnect() throws InterruptedException {
        monitor = monitor(EVERY, true, null);
        news();
        service.answers(404, "");
        news();
        service.answers(502, "");
        news();

        assertThat(service.count("POST")).isZero();
    }

    @Test
    void check_prints_a_plugin_line_after_a_second_poll() throws InterruptedException {
        assertThat(monitor.check(LatencyLimits.none()))
                .isEqualTo(new PluginResult(
                        0, "LIFELINE OK - Database connection is healthy | time=0.000s;;;0 healthy=1"));
        assertThat(service.count("GET")).isEqualTo(2);

        service.unhealthy("Connection refused");
        assertThat(monitor.check(LatencyLimits.none()).exitCode()).isEqualTo(PluginResult.CRITICAL);
        assertThat(service.count("GET")).isEqualTo(3);
        assertThat(service.count("POST")).isZero();
    }

    @Test
    void check_with_reconnect_prints_its_result() throws InterruptedException {
        monitor = monitor(EVERY, true, null);
        service.unhealthy("Connection lost");
        service.failsToReconnect("Connection refused");
        assertThat(monitor.check(LatencyLimits.none()).line())
                .startsWith("LIFELINE CRITICAL - Connection lost, and the reconnect failed: Connection refused | ");

        service.reconnects();
        assertThat(monitor.check(LatencyLimits.none()).line())
                .startsWith("LIFELINE CRITICAL - Connection lost, after a reconnect | ");
    }

    @Test
    void webhook_gets_a_lasting_problem_its_changes_and_its_end() throws InterruptedException {
        try (var receiver = new Receiver()) {
            monitor = RemoteMonitor.create(
                    new RemoteMonitorConfig(endpoint(), EVERY, TIMEOUT, false, null, receiver.url("/s3cret")),
                    clock,
                    ticker);
            assertThat(monitor.greeting())
                    .contains(", alerts to http://127.0.0.1:")
                    .doesNotContain("s3cret");

            service.unhealthy("Connection refused");
            news();
            service.healthy();
            news();
            service.unhealthy("Connection refused");
            news();
            pass(Duration.ofSeconds(5));
            news();
            await().until(() -> receiver.bodies().size() == 1);
            service.answers(502, "");
            news();
            await().until(() -> receiver.bodies().size() == 2);
            pass(Duration.ofSeconds(7));
            service.healthy();
            news();
            monitor.close();

            String instance = endpoint().uri().getAuthority();
            assertThat(receiver.bodies())
                    .satisfiesExactly(
                            body -> assertThat(body)
                                    .contains("[FIRING] " + instance + ": Database unhealthy: Connection refused")
                                    .contains("\"alert\":\"RemoteDatabaseDown\"", "\"severity\":\"critical\""),
                            body -> assertThat(body)
                                    .contains("Service unreachable: HTTP 502 without the health of a database"),
                            body -> assertThat(body)
                                    .contains("[RESOLVED] " + instance + ": Database recovered after 12.0 s")
                                    .contains("\"durationSeconds\":12.0"));
        }
    }

    private RemoteMonitor monitor(Duration every, boolean reconnect, String token) {
        return RemoteMonitor.create(
                new RemoteMonitorConfig(endpoint(), every, TIMEOUT, reconnect, token, null), clock, ticker);
    }

    private RemoteEndpoint endpoint() {
        return RemoteEndpoint.parse(service.url());
    }

    private List<String> news() throws InterruptedException {
        List<String> news = new ArrayList<>();
        monitor.poll(news::add);
        return news;
    }

    private RemotePoll poll() throws InterruptedException {
        return monitor.poll(line -> {});
    }

    /** Returns the line without its time. */
    private static List<String> wordsOf(List<String> lines) {
        return lines.stream().map(line -> line.substring(line.indexOf(' ') + 1)).toList();
    }

    private void pass(Duration time) {
        clock.advance(time);
        ticker.advance(time);
    }
}

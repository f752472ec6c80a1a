package dev.lifeline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.testing.FakeClock;
import dev.lifeline.domain.testing.FakeTicker;
import dev.lifeline.monitoring.remote.RemoteEndpoint;
import dev.lifeline.monitoring.remote.RemoteMonitorConfig;
import dev.lifeline.testing.http.RemoteService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Selection of the reported outage that matches the polls. */
@Timeout(120)
class RemoteOutageLengthTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final FakeClock clock = new FakeClock();
    private final FakeTicker ticker = new FakeTicker();
    private final RemoteService service = new RemoteService();
    private final RemoteMonitor monitor = monitor();

    private RemoteMonitor monitor() {
        RemoteEndpoint endpoint = RemoteEndpoint.parse(service.url());
        return RemoteMonitor.create(
                new RemoteMonitorConfig(endpoint, TIMEOUT, TIMEOUT, false, null, null), clock, ticker);
    }

    @AfterEach
    void close() {
        monitor.close();
        service.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {9_300_000_000_000L, Long.MAX_VALUE})
    void length_of_excessive_size_is_ignored(long millis) throws InterruptedException {
        news();
        service.reportsOutages(Duration.ofMillis(millis));

        assertThat(afterTroubleOf(Duration.ofSeconds(3))).isEqualTo("recovered after 3.0 s");
    }

    @Test
    void short_problem_is_not_an_older_outage() throws InterruptedException {
        news();
        service.reportsOldOutage(Duration.ofSeconds(2), Duration.ofMinutes(10));

        assertThat(afterTroubleOf(Duration.ofSeconds(3))).isEqualTo("recovered after 3.0 s");
    }

    @Test
    void problem_at_the_start_of_the_watch_is_not_an_older_outage() throws InterruptedException {
        service.reportsOldOutage(Duration.ofMinutes(3), Duration.ofMinutes(10));

        assertThat(afterTroubleOf(Duration.ofSeconds(3))).isEqualTo("recovered after 3.0 s");
    }

    @Test
    void outage_that_ended_in_the_future_of_the_service_is_none() throws InterruptedException {
        news();
        service.reportsOldOutage(Duration.ofSeconds(2), Duration.ofMinutes(-10));

        assertThat(afterTroubleOf(Duration.ofSeconds(3))).isEqualTo("recovered after 3.0 s");
    }

    @Test
    void outage_that_began_before_the_watch_has_its_whole_length() throws InterruptedException {
        service.reportsOutages(Duration.ofHours(3));

        assertThat(afterTroubleOf(Duration.ofSeconds(3))).isEqualTo("recovered after 3 h 0 min");
    }

    @Test
    void news_of_the_recovery_does_not_wait_for_the_length_until_the_timeout() throws InterruptedException {
        news();
        service.hangsOverIncidents();
        long begun = System.nanoTime();

        assertThat(afterTroubleOf(Duration.ofSeconds(3))).isEqualTo("recovered after 3.0 s");

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(TIMEOUT.dividedBy(2));
    }

    /** Returns the line about the recovery, without its time and the message of the service. */
    private String afterTroubleOf(Duration length) throws InterruptedException {
        service.unhealthy("Connection timeout");
        news();
        clock.advance(length);
        ticker.advance(length);
        service.healthy();
        List<String> news = news();
        assertThat(news).hasSize(1);
        return news.get(0).replaceFirst("[^ ]+ ", "").replaceFirst(":.*", "");
    }

    private List<String> news() throws InterruptedException {
        List<String> news = new ArrayList<>();
        monitor.poll(news::add);
        return news;
    }
}

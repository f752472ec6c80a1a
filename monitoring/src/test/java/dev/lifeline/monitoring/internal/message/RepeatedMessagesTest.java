package dev.lifeline.monitoring.internal.message;

import static dev.lifeline.domain.connection.FailureReason.CONNECTION_REFUSED;
import static dev.lifeline.domain.connection.FailureReason.CONNECTION_TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.connection.CallerCounts;
import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.connection.ConnectionEvent.ConnectionLost;
import dev.lifeline.domain.connection.ConnectionEvent.ConnectionRecovered;
import dev.lifeline.domain.connection.ConnectionEvent.CutCause;
import dev.lifeline.domain.connection.ConnectionEvent.FlowCut;
import dev.lifeline.domain.connection.ConnectionEvent.OperationGivenUp;
import dev.lifeline.domain.connection.ConnectionEvent.OperationRetried;
import dev.lifeline.domain.testing.FakeTicker;
import dev.lifeline.testing.log.LogCapture;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Messages that repeat quickly: the first one is logged, the others are counted. */
class RepeatedMessagesTest {
    private static final Instant NOW = Instant.parse("2024-01-15T10:30:00Z");
    private static final OperationRetried RETRIED = new OperationRetried(NOW, 2, 3, CONNECTION_REFUSED);
    private static final OperationGivenUp GIVEN_UP = new OperationGivenUp(NOW, 3, CONNECTION_REFUSED);
    private static final ConnectionLost LOST = new ConnectionLost(NOW, CONNECTION_REFUSED, 1, Duration.ofMillis(40));
    private static final ConnectionRecovered RECOVERED =
            new ConnectionRecovered(NOW, Duration.ofMillis(12_345), 17, new CallerCounts(0, 0, 0));

    private static final String RETRYING = "Retrying database operation (attempt 2/3)...";
    private static final String LOST_LINE =
            "WARN Database connection lost - attempting recovery (Connection refused, known after 0.0 s)";

    private final FakeTicker ticker = new FakeTicker();
    private final LogCapture log = LogCapture.of(ConnectionLog.class);
    private final ConnectionMessages events = new ConnectionMessages(ticker, List.of(new ConnectionLog()));

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void the_first_retry_is_logged_at_once() {
        tell(RETRIED);

        assertThat(log.lines()).containsExactly("WARN " + RETRYING);
    }

    @Test
    void repeated_retries_are_logged_once_in_ten_seconds_with_their_number() {
        repeat(100, RETRIED);
        ticker.advance(Duration.ofMillis(9_999));
        repeat(115, RETRIED);
        assertThat(log.take()).containsExactly("WARN " + RETRYING);

        ticker.advance(Duration.ofMillis(1));
        tell(new OperationRetried(NOW, 3, 3, CONNECTION_REFUSED), RETRIED);

        assertThat(log.lines())
                .containsExactly(
                        "WARN Retrying database operation (attempt 3/3)..." + " [214 more since the last such line]");
    }

    @Test
    void a_retry_after_a_quiet_time_is_logged_without_a_number() {
        tell(RETRIED);
        ticker.advance(Duration.ofSeconds(10));

        tell(RETRIED);

        assertThat(log.lines()).containsExactly("WARN " + RETRYING, "WARN " + RETRYING);
    }

    @Test
    void the_first_retry_of_the_next_outage_is_logged_at_once_without_earlier_retries() {
        tell(LOST);
        repeat(50, RETRIED);
        tell(RECOVERED);
        log.take();

        tell(LOST, RETRIED);

        assertThat(log.lines()).containsExactly(LOST_LINE, "WARN " + RETRYING);
    }

    @Test
    void repeated_operations_given_up_are_summed_up() {
        repeat(8, GIVEN_UP);
        ticker.advance(Duration.ofSeconds(10));
        tell(new OperationGivenUp(NOW, 1, CONNECTION_TIMEOUT));

        assertThat(log.lines())
                .containsExactly(
                        "WARN Database operation given up after 3 attempts (Connection refused)",
                        "WARN Database operation given up after 1 attempt (Connection timeout)"
                                + " [7 more since the last such line]");
    }

    @Test
    void repeated_closed_connections_are_summed_up() {
        repeat(3, new FlowCut(NOW, Duration.ofMillis(840), CutCause.DEAD_FLOW, "idle, waiting for ClientRead"));
        ticker.advance(Duration.ofSeconds(10));
        tell(new FlowCut(NOW, Duration.ofMillis(2_600), CutCause.SERVER_SILENT, "idle, waiting for ClientRead"));

        assertThat(log.lines())
                .containsExactly(
                        "WARN Database connection cut after a wait of 0.8 s "
                                + "(dead flow; the server says: idle, waiting for ClientRead)",
                        "WARN Database connection cut after a wait of 2.6 s "
                                + "(server silent; the server says: idle, waiting for ClientRead)"
                                + " [2 more since the last such line]");
    }

    @Test
    void retries_of_many_threads_are_all_counted_and_logged_once() throws InterruptedException {
        int threads = 4;
        int each = 500;
        var done = new CountDownLatch(threads);
        var pool = Executors.newFixedThreadPool(threads);
        tell(LOST);
        for (int i = 0; i < threads; i++) {
            pool.execute(() -> {
                repeat(each, RETRIED);
                done.countDown();
            });
        }
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        pool.shutdown();

        tell(RECOVERED);

        assertThat(log.lines())
                .containsExactly(
                        LOST_LINE,
                        "WARN " + RETRYING,
                        "INFO Database reconnected successfully (outage 12.3 s, 17 attempts, 2000 retries)");
    }

    private void tell(ConnectionEvent... told) {
        for (ConnectionEvent event : told) {
            events.on(event);
        }
    }

    private void repeat(int times, ConnectionEvent event) {
        for (int i = 0; i < times; i++) {
            events.on(event);
        }
    }
}

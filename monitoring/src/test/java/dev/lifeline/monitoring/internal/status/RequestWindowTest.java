package dev.lifeline.monitoring.internal.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lifeline.domain.status.RequestFigures;
import dev.lifeline.domain.testing.FakeTicker;
import dev.lifeline.testing.wait.Bounded;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestWindowTest {
    private final FakeTicker ticker = new FakeTicker();
    private final RequestWindow window = new RequestWindow(ticker);

    @Test
    void without_requests_there_is_no_latency() {
        assertThat(window.figures()).isEqualTo(new RequestFigures(0, 0, null, null));
    }

    @Test
    void rate_is_that_of_the_last_ten_seconds() {
        for (int second = 0; second < 30; second++) {
            for (int i = 0; i < second; i++) {
                window.record(i == 0 ? 503 : 200, Duration.ofMillis(1));
            }
            ticker.advance(Duration.ofSeconds(1));
        }
        ticker.advance(Duration.ofNanos(-1));

        assertThat(window.figures().perSecond()).isEqualTo(24.5, within(0.001));
        assertThat(window.figures().failedPerSecond()).isEqualTo(1, within(0.001));
    }

    @Test
    void rate_of_a_young_service_is_not_diluted() {
        ticker.advance(Duration.ofSeconds(1));
        for (int i = 0; i < 20; i++) {
            window.record(200, Duration.ofMillis(1));
        }
        ticker.advance(Duration.ofSeconds(1));

        assertThat(window.figures().perSecond()).isEqualTo(10, within(0.001));
    }

    @Test
    void requests_are_forgotten_after_ten_seconds() {
        window.record(200, Duration.ofMillis(1));
        ticker.advance(Duration.ofSeconds(10));

        assertThat(window.figures().perSecond()).isZero();
        assertThat(window.figures().median()).isNull();
    }

    @Test
    void old_requests_are_not_counted_as_new_ones() {
        window.record(200, Duration.ofSeconds(30));
        ticker.advance(Duration.ofSeconds(RequestWindow.SECONDS + 1));
        window.record(200, Duration.ofMillis(1));

        assertThat(window.figures().percentile99()).isLessThan(Duration.ofMillis(2));
        assertThat(window.figures().perSecond()).isEqualTo(0.1, within(0.02));
    }

    @Test
    void percentiles_separate_slow_requests_from_the_others() {
        for (int i = 0; i < 100; i++) {
            window.record(200, i < 98 ? Duration.ofMillis(4) : Duration.ofSeconds(2));
        }

        RequestFigures figures = window.figures();
        assertThat(figures.median().toNanos()).isCloseTo(4_000_000L, Percentage.withPercentage(7));
        assertThat(figures.percentile99().toNanos()).isCloseTo(2_000_000_000L, Percentage.withPercentage(7));
    }

    @ParameterizedTest
    @ValueSource(longs = {10_000, 123_456, 1_000_000, 7_654_321, 99_999_999, 1_234_567_890, 60_000_000_000L})
    void latency_is_good_to_within_a_tenth(long nanos) {
        window.record(200, Duration.ofNanos(nanos));

        assertThat(window.figures().median().toNanos()).isCloseTo(nanos, Percentage.withPercentage(10));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 1_000, 3_600_000_000_000L * 24 * 365})
    void extreme_latencies_are_counted(long nanos) {
        window.record(200, Duration.ofNanos(nanos));

        assertThat(window.figures().perSecond()).isPositive();
    }

    @Test
    void no_request_is_lost_between_threads() {
        Bounded.get(CompletableFuture.allOf(IntStream.range(0, 4)
                .mapToObj(thread -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < 10_000; i++) {
                        window.record(200, Duration.ofMillis(1));
                    }
                }))
                .toArray(CompletableFuture[]::new)));

        assertThat(window.figures().perSecond()).isEqualTo(40_000);
    }
}

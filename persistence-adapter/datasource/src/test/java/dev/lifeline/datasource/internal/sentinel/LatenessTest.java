package dev.lifeline.datasource.internal.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.testing.FakeTicker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Lateness of the process, measured in controlled time. */
class LatenessTest {
    private static final Duration BEAT = Lateness.BEAT;

    private final FakeTicker ticker = new FakeTicker();
    private final Lateness lateness = new Lateness(ticker);

    @Test
    void punctual_beats_add_nothing() {
        lateness.beat();
        for (int beats = 0; beats < 10; beats++) {
            ticker.advance(BEAT);
            lateness.beat();
        }

        assertThat(lateness.totalNanos()).isZero();
    }

    @Test
    void late_beats_add_up_and_the_overdue_one_counts() {
        lateness.beat();
        ticker.advance(BEAT.plusMillis(200));
        lateness.beat();
        ticker.advance(BEAT.plusMillis(300));

        assertThat(lateness.totalNanos()).isEqualTo(Duration.ofMillis(500).toNanos());
    }

    @Test
    void a_quarter_of_a_timeout_explains_it_and_less_does_not() {
        lateness.beat();
        long before = lateness.totalNanos();
        ticker.advance(BEAT.plusMillis(249));
        assertThat(lateness.explains(before, Duration.ofSeconds(1))).isFalse();

        ticker.advance(Duration.ofMillis(1));

        assertThat(lateness.explains(before, Duration.ofSeconds(1))).isTrue();
    }

    /**
     * Simulates Linux CPU quotas: a process that has used its quota runs again when the next period of 100 ms begins.
     */
    @Test
    void a_process_with_a_quota_of_a_tenth_of_each_period_is_late() {
        long period = Duration.ofMillis(100).toNanos();
        long share = period / 10;
        lateness.beat();
        long before = lateness.totalNanos();
        long began = ticker.nanos();
        while (ticker.nanos() - began < 10 * period) {
            ticker.advance(BEAT);
            long within = (ticker.nanos() - began) % period;
            ticker.advance(Duration.ofNanos(within < share ? 0 : period - within));
            lateness.beat();
        }

        assertThat(lateness.explains(before, Duration.ofSeconds(1))).isTrue();
    }

    @Test
    void a_stopped_meter_explains_nothing() {
        ticker.advance(Duration.ofHours(1));

        assertThat(lateness.totalNanos()).isZero();
    }
}

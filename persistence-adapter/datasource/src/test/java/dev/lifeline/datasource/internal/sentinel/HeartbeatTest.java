package dev.lifeline.datasource.internal.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.testing.FakeClock;
import dev.lifeline.domain.testing.FakeTicker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
    private final FakeClock clock = new FakeClock();
    private final FakeTicker ticker = new FakeTicker();
    private final Heartbeat pulse = new Heartbeat(clock, ticker);

    @Test
    void an_ordinary_delay_is_not_a_jump() {
        clock.advance(Duration.ofSeconds(1));
        ticker.advance(Duration.ofSeconds(1));

        assertThat(pulse.jump()).isEmpty();
    }

    @Test
    void sleep_of_the_machine_is_detected_by_the_clock() {
        clock.advance(Duration.ofHours(8));

        assertThat(pulse.jump()).contains(Duration.ofHours(8));
    }

    @Test
    void suspension_of_the_process_is_detected_by_the_ticker() {
        ticker.advance(Duration.ofSeconds(5));

        assertThat(pulse.jump()).contains(Duration.ofSeconds(5));
    }

    @Test
    void a_beat_resets_the_measurement() {
        clock.advance(Duration.ofHours(8));
        ticker.advance(Duration.ofMinutes(1));
        assertThat(pulse.isSilentFor(Duration.ofSeconds(30))).isTrue();

        pulse.beat();

        assertThat(pulse.jump()).isEmpty();
        assertThat(pulse.isSilentFor(Duration.ofSeconds(30))).isFalse();
    }
}

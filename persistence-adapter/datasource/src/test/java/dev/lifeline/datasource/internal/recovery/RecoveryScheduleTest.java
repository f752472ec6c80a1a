package dev.lifeline.datasource.internal.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.connection.FailureReason;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecoveryScheduleTest {
    private final RecoverySchedule schedule = new RecoverySchedule(new Random(7));

    @Test
    void the_first_delay_is_at_most_100_ms_and_no_delay_exceeds_1_s() {
        List<Duration> pauses = pauses(FailureReason.CONNECTION_REFUSED, 200);

        assertThat(pauses.get(0)).isLessThanOrEqualTo(Duration.ofMillis(100));
        assertThat(pauses)
                .allSatisfy(pause -> assertThat(pause).isBetween(Duration.ofMillis(1), Duration.ofSeconds(1)));
        assertThat(pauses).anySatisfy(pause -> assertThat(pause).isGreaterThan(Duration.ofMillis(800)));
    }

    @Test
    void a_starting_server_is_checked_at_a_constant_interval() {
        assertThat(pauses(FailureReason.SERVER_STARTING_UP, 50)).containsOnly(Duration.ofMillis(200));
    }

    @Test
    void refused_credentials_are_retried_at_growing_intervals_up_to_one_minute() {
        assertThat(pauses(FailureReason.AUTHENTICATION_FAILED, 8))
                .containsExactly(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(40),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(60));
    }

    private List<Duration> pauses(FailureReason reason, int count) {
        return IntStream.range(0, count).mapToObj(i -> schedule.next(reason)).toList();
    }
}

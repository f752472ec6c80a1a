package dev.lifeline.monitoring.internal.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration SOON = Duration.ZERO;

    private final Backoff backoff = new Backoff(DeliveryPolicy.standard(), new Random(1));

    @Test
    void delays_double_up_to_the_longest_and_are_shortened_by_half_at_most() {
        for (int full : new int[] {1, 2, 4, 8, 16, 32, 60, 60, 60}) {
            assertThat(backoff.next(SOON)).isBetween(Duration.ofSeconds(full).dividedBy(2), Duration.ofSeconds(full));
        }
    }

    @Test
    void delays_have_jitter() {
        Duration first = backoff.next(SOON);
        backoff.reset();

        assertThat(backoff.next(SOON)).isNotEqualTo(first).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void the_delay_requested_by_the_receiver_applies_within_bounds() {
        assertThat(backoff.next(Duration.ofSeconds(30))).isEqualTo(Duration.ofSeconds(30));
        assertThat(backoff.next(Duration.ofHours(3))).isEqualTo(Duration.ofMinutes(1));
        assertThat(backoff.next(Duration.ofMillis(1))).isGreaterThan(Duration.ofSeconds(1));
    }
}

package dev.lifeline.domain.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class FakeTimeTest {
    @Test
    void a_clock_stands_still_until_it_is_advanced() {
        var clock = new FakeClock(Instant.EPOCH);

        assertThat(clock.instant()).isEqualTo(Instant.EPOCH);
        clock.advance(Duration.ofSeconds(3));

        assertThat(clock.instant()).isEqualTo(Instant.EPOCH.plusSeconds(3));
    }

    @Test
    void a_clock_of_another_zone_shows_the_same_time() {
        var clock = new FakeClock();
        var elsewhere = clock.withZone(ZoneId.of("Asia/Tokyo"));

        clock.advance(Duration.ofDays(1));

        assertThat(elsewhere.instant()).isEqualTo(clock.instant());
        assertThat(elsewhere.getZone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
    }

    @Test
    void a_ticker_moves_by_the_given_step() {
        var ticker = new FakeTicker();
        long before = ticker.nanos();

        ticker.advance(Duration.ofHours(1));

        assertThat(ticker.nanos() - before).isEqualTo(Duration.ofHours(1).toNanos());
    }
}

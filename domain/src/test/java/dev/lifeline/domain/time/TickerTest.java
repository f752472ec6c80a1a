package dev.lifeline.domain.time;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TickerTest {
    @Test
    void the_system_ticker_never_goes_back() {
        Ticker ticker = Ticker.system();

        long earlier = ticker.nanos();
        long later = ticker.nanos();

        assertThat(later - earlier).isNotNegative();
    }
}

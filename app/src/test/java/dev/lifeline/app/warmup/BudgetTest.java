package dev.lifeline.app.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.testing.FakeTicker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class BudgetTest {
    private final FakeTicker ticker = new FakeTicker();
    private final AtomicBoolean wanted = new AtomicBoolean(true);
    private final Budget budget = new Budget(Duration.ofSeconds(2), 3, wanted::get, ticker);

    @Test
    void number_of_requests_is_bounded() {
        assertThat(budget.take()).isTrue();
        assertThat(budget.take()).isTrue();
        assertThat(budget.take()).isTrue();
        assertThat(budget.take()).isFalse();
        assertThat(budget.taken()).isEqualTo(3);
    }

    @Test
    void time_is_bounded() {
        ticker.advance(Duration.ofMillis(1_999));
        assertThat(budget.take()).isTrue();
        assertThat(budget.left()).isEqualTo(Duration.ofMillis(1));

        ticker.advance(Duration.ofMillis(1));
        assertThat(budget.take()).isFalse();
        assertThat(budget.goesOn()).isFalse();
    }

    @Test
    void a_socket_never_gets_a_limit_that_means_none() {
        ticker.advance(Duration.ofSeconds(5));

        assertThat(budget.left()).isPositive();
    }

    @Test
    void it_is_over_as_soon_as_there_is_no_use_in_it() {
        wanted.set(false);

        assertThat(budget.take()).isFalse();
    }

    @Test
    void who_ends_it_ends_it_for_everybody() {
        budget.end();

        assertThat(budget.take()).isFalse();
        assertThat(budget.taken()).isZero();
    }
}

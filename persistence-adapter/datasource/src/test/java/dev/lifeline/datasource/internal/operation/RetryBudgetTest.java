package dev.lifeline.datasource.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.testing.FakeTicker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {
    private final FakeTicker ticker = new FakeTicker();
    private final RetryBudget budget = new RetryBudget(0.2, ticker);

    @Test
    void a_retry_costs_one_unit() {
        assertThat(budget.left()).isEqualTo(100);

        assertThat(budget.take()).isTrue();

        assertThat(budget.left()).isEqualTo(99);
    }

    @Test
    void an_operation_earns_its_share_of_a_retry() {
        budget.take();

        budget.earn();

        assertThat(budget.left()).isEqualTo(99.2);
    }

    @Test
    void the_balance_grows_by_ten_per_second_up_to_the_maximum() {
        while (budget.take()) {
            assertThat(budget.left()).isLessThan(100);
        }

        ticker.advance(Duration.ofSeconds(1));
        assertThat(budget.left()).isEqualTo(10);

        ticker.advance(Duration.ofMinutes(1));
        assertThat(budget.left()).isEqualTo(100);
    }
}

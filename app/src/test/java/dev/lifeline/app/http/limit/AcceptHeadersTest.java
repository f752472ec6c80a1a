package dev.lifeline.app.http.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AcceptHeadersTest {
    private final AcceptHeaders headers = new AcceptHeaders();

    @Test
    void different_values_beyond_the_limit_do_not_pass_and_the_first_ones_still_do() {
        long passed = IntStream.range(0, 40_000)
                .filter(i -> headers.mayPass("application/json;v=" + i))
                .count();

        assertThat(passed).isEqualTo(AcceptHeaders.MOST_VALUES);
        assertThat(headers.mayPass("application/json;v=0")).isTrue();
        assertThat(headers.mayPass("text/html")).isFalse();
    }

    @Test
    void new_values_pass_in_the_next_period() {
        IntStream.range(0, 1_000).forEach(i -> headers.mayPass("text/" + i));

        headers.forget();

        assertThat(headers.mayPass("text/html")).isTrue();
    }
}

package dev.lifeline.app.http.limit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.testing.FakeTicker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RequestQueueTest {
    private final FakeTicker ticker = new FakeTicker();
    private final RequestQueue<String> queue = new RequestQueue<>(3, Duration.ofSeconds(30), ticker);

    @Test
    void takes_no_more_than_its_places() {
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.add("first")).isTrue();
        assertThat(queue.add("second")).isTrue();
        assertThat(queue.isFull()).isFalse();
        assertThat(queue.add("third")).isTrue();

        assertThat(queue.add("fourth")).isFalse();

        assertThat(queue.isFull()).isTrue();
        assertThat(queue.isEmpty()).isFalse();
    }

    @Test
    void without_places_takes_nothing_and_is_never_full() {
        var none = new RequestQueue<String>(0, Duration.ofSeconds(30), ticker);

        assertThat(none.add("first")).isFalse();
        assertThat(none.isFull()).isFalse();
        assertThat(none.poll()).isNull();
    }

    @Test
    void is_served_at_both_ends_by_turns() {
        queue.add("first");
        queue.add("second");
        queue.add("third");

        assertThat(next()).isEqualTo("first");
        assertThat(next()).isEqualTo("third");
        assertThat(next()).isEqualTo("second");
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.poll()).isNull();
    }

    private String next() {
        return requireNonNull(queue.poll()).request();
    }

    @Test
    void request_that_is_put_back_is_the_first_one_and_has_waited_since_it_came() {
        queue.add("first");
        ticker.advance(Duration.ofSeconds(20));
        queue.add("second");
        var first = requireNonNull(queue.poll());
        ticker.advance(Duration.ofSeconds(11));

        queue.putBack(first);

        assertThat(queue.isLate(first)).isTrue();
        assertThat(queue.pollLate()).isEqualTo(first);
        assertThat(queue.pollLate()).isNull();
    }

    @Test
    void only_requests_that_waited_too_long_are_late() {
        queue.add("first");
        ticker.advance(Duration.ofSeconds(20));
        queue.add("second");
        assertThat(queue.pollLate()).isNull();

        ticker.advance(Duration.ofSeconds(11));

        assertThat(requireNonNull(queue.pollLate()).request()).isEqualTo("first");
        assertThat(queue.pollLate()).isNull();
        assertThat(next()).isEqualTo("second");
    }
}

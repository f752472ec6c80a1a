package dev.lifeline.app.http.limit;

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

        assertThat(queue.poll()).isEqualTo("first");
        assertThat(queue.poll()).isEqualTo("third");
        assertThat(queue.poll()).isEqualTo("second");
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.poll()).isNull();
    }

    @Test
    void only_requests_that_waited_too_long_are_late() {
        queue.add("first");
        ticker.advance(Duration.ofSeconds(20));
        queue.add("second");
        assertThat(queue.pollLate()).isNull();

        ticker.advance(Duration.ofSeconds(11));

        assertThat(queue.pollLate()).isEqualTo("first");
        assertThat(queue.pollLate()).isNull();
        assertThat(queue.poll()).isEqualTo("second");
    }
}

package dev.lifeline.app.http.limit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.testing.FakeTicker;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestQueueTest {
    private static final int ONE = 7;
    private static final int SHARES_LINE_WITH_ONE = ONE + 3 * 1024;
    private static final int OTHER = -9;
    private static final int THIRD = 21;

    private final FakeTicker ticker = new FakeTicker();
    private final RequestQueue<String> queue = new RequestQueue<>(8, Duration.ofSeconds(30), ticker);

    @Test
    void is_full_when_all_places_are_taken() {
        assertThat(queue.isEmpty()).isTrue();
        addAll(ONE, 6);
        queue.add("seventh", OTHER);
        assertThat(queue.isFull()).isFalse();
        queue.add("eighth", OTHER);

        assertThat(queue.isFull()).isTrue();
        assertThat(queue.isEmpty()).isFalse();
    }

    @Test
    void sender_takes_three_quarters_of_the_places_at_most() {
        addAll(ONE, 6);

        assertThat(requireNonNull(queue.add("another", ONE)).request()).isEqualTo("0");

        assertThat(queue.size()).isEqualTo(6);
        assertThat(queue.add("other", OTHER)).isNull();
    }

    @Test
    void when_all_places_are_taken_the_sender_with_most_requests_leaves_one_to_the_others() {
        addAll(ONE, 5);
        addAll(OTHER, 3);

        assertThat(requireNonNull(queue.add("third", THIRD)).request()).isEqualTo("0");

        assertThat(queue.size()).isEqualTo(8);
    }

    @Test
    void request_that_was_put_back_keeps_no_other_one_out() {
        addAll(ONE, 5);
        addAll(OTHER, 3);
        var polled = requireNonNull(queue.poll());
        queue.add("third", THIRD);
        queue.putBack(polled);

        assertThat(queue.add("fourth", THIRD)).isNotNull();

        assertThat(IntStream.range(0, 9).mapToObj(i -> next())).contains("third", "fourth");
    }

    @Test
    void sender_that_shares_a_line_with_a_flood_uses_its_other_line() {
        var large = new RequestQueue<String>(1_000, Duration.ofSeconds(30), ticker);
        for (int i = 0; i < 500; i++) {
            large.add("flood", ONE);
        }

        large.add("other", SHARES_LINE_WITH_ONE);

        assertThat(IntStream.range(0, 3)
                        .mapToObj(i -> requireNonNull(large.poll()).request()))
                .contains("other");
    }

    private void addAll(int sender, int count) {
        for (int i = 0; i < count; i++) {
            assertThat(queue.add(String.valueOf(i), sender)).isNull();
        }
    }

    @Test
    void senders_have_turns() {
        queue.add("first", ONE);
        queue.add("second", ONE);
        queue.add("third", ONE);
        next();

        queue.add("other", OTHER);

        assertThat(next()).isEqualTo("other");
        assertThat(next()).isEqualTo("third");
        assertThat(next()).isEqualTo("second");
    }

    @Test
    void without_places_is_never_full() {
        var none = new RequestQueue<String>(0, Duration.ofSeconds(30), ticker);

        assertThat(none.hasPlaces()).isFalse();
        assertThat(none.isFull()).isFalse();
        assertThat(none.poll()).isNull();
    }

    @Test
    void is_served_at_both_ends_by_turns() {
        queue.add("first", ONE);
        queue.add("second", ONE);
        queue.add("third", ONE);

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
        queue.add("first", ONE);
        ticker.advance(Duration.ofSeconds(20));
        queue.add("second", ONE);
        var first = requireNonNull(queue.poll());
        ticker.advance(Duration.ofSeconds(11));

        queue.putBack(first);

        assertThat(queue.isLate(first)).isTrue();
        assertThat(queue.pollLate()).isEqualTo(first);
        assertThat(queue.pollLate()).isNull();
    }

    @Test
    void only_requests_that_waited_too_long_are_late() {
        queue.add("first", ONE);
        ticker.advance(Duration.ofSeconds(20));
        queue.add("second", ONE);
        assertThat(queue.pollLate()).isNull();

        ticker.advance(Duration.ofSeconds(11));

        assertThat(requireNonNull(queue.pollLate()).request()).isEqualTo("first");
        assertThat(queue.pollLate()).isNull();
        assertThat(next()).isEqualTo("second");
    }
}

package dev.lifeline.app.http.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EventStreamLimitTest {
    private final EventStreamLimit limit = new EventStreamLimit();
    private final List<Runnable> started = new ArrayList<>();
    private final AtomicInteger refused = new AtomicInteger();

    @Test
    void one_client_gets_half_of_the_streams_and_others_get_theirs() {
        for (int i = 0; i < 3 * EventStreamLimit.MOST; i++) {
            start("192.0.2.7");
        }
        assertThat(started).hasSize(EventStreamLimit.MOST);
        assertThat(refused).hasValue(2 * EventStreamLimit.MOST);

        start("192.0.2.8");

        assertThat(started).hasSize(EventStreamLimit.MOST + 1);
    }

    @Test
    void a_stream_that_ends_makes_room_for_another_one() {
        for (int i = 0; i < EventStreamLimit.MOST; i++) {
            start("192.0.2.7");
        }
        started.get(0).run();

        start("192.0.2.7");

        assertThat(refused).hasValue(0);
    }

    @Test
    void a_stream_without_a_thread_is_refused_and_takes_no_place() {
        for (int i = 0; i < 2 * EventStreamLimit.MOST; i++) {
            limit.start(Optional.of("192.0.2.7"), () -> {}, task -> false, refused::incrementAndGet);
        }
        start("192.0.2.7");

        assertThat(refused).hasValue(2 * EventStreamLimit.MOST);
        assertThat(started).hasSize(1);
    }

    private void start(String client) {
        limit.start(Optional.of(client), () -> {}, started::add, refused::incrementAndGet);
    }
}

package dev.lifeline.app.http.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestLimitTest {
    private static final int FLOOD = 500;

    private final List<Runnable> started = new ArrayList<>();
    private int ended;
    private final RequestLimit limit = new RequestLimit(100, 30, () -> ended++);

    @Test
    void first_requests_take_the_room_for_them_until_they_end() {
        begin(29);
        assertThat(limit.roomForNewConnections(0)).isOne();

        begin(1);
        assertThat(limit.roomForNewConnections(0)).isZero();

        started.get(0).run();
        assertThat(limit.roomForNewConnections(0)).isOne();
        assertThat(ended).isOne();
    }

    @Test
    void third_of_the_room_is_used_in_a_flood() {
        begin(9);
        assertThat(limit.roomForNewConnections(FLOOD)).isOne();

        begin(2);

        assertThat(limit.roomForNewConnections(FLOOD)).isZero();
        assertThat(limit.roomForNewConnections(FLOOD - 1)).isEqualTo(19);
    }

    @Test
    void flood_does_not_end_all_first_requests_of_a_small_service() {
        assertThat(new RequestLimit(16, 2, () -> {}).roomForNewConnections(FLOOD))
                .isOne();
    }

    @Test
    void requests_that_could_not_be_started_take_no_room() {
        assertThat(limit.counting(task -> false).test(() -> {})).isFalse();

        assertThat(limit.roomForNewConnections(0)).isEqualTo(30);
    }

    @Test
    void all_requests_together_are_bounded() {
        for (int i = 0; i < 100; i++) {
            limit.start(() -> {}, (task, refusal) -> started.add(task), () -> {});
        }
        assertThat(limit.isRoom()).isFalse();
        assertThat(limit.roomForNewConnections(0)).isZero();

        started.get(0).run();

        assertThat(limit.isRoom()).isTrue();
    }

    private void begin(int requests) {
        for (int i = 0; i < requests; i++) {
            limit.counting(started::add).test(() -> {});
        }
    }
}

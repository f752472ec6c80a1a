package dev.lifeline.app.http.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ConcurrencyLimitTest {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final AtomicLong now = new AtomicLong();
    private final ConcurrencyLimit turnstile = new ConcurrencyLimit(2, 2, LONGEST_WAIT, now::get);
    private final List<String> log = new ArrayList<>();

    private void enter(String name) {
        turnstile.enter(() -> log.add(name + " starts"), () -> log.add(name + " is refused"));
    }

    @Test
    void tasks_beyond_the_permits_wait_for_one_to_end_in_their_order() {
        List.of("a", "b", "c", "d").forEach(this::enter);
        assertThat(log).containsExactly("a starts", "b starts");

        turnstile.leave();
        turnstile.leave();

        assertThat(log).containsExactly("a starts", "b starts", "c starts", "d starts");
    }

    @Test
    void task_without_a_place_in_the_queue_is_refused_at_once() {
        List.of("a", "b", "c", "d", "e").forEach(this::enter);

        assertThat(log).containsExactly("a starts", "b starts", "e is refused");
    }

    @Test
    void task_that_waited_too_long_is_refused_and_the_next_one_starts() {
        List.of("a", "b", "c").forEach(this::enter);
        now.addAndGet(LONGEST_WAIT.toNanos() + 1);
        enter("d");

        turnstile.leave();

        assertThat(log).containsExactly("a starts", "b starts", "c is refused", "d starts");
    }

    @Test
    void permit_of_a_task_that_ended_is_granted_again() {
        for (int i = 0; i < 10; i++) {
            enter("a");
            turnstile.leave();
        }

        assertThat(log).hasSize(10).containsOnly("a starts");
    }

    @Test
    void task_that_fails_leaves() {
        Runnable failing = turnstile.leavingAfter(() -> {
            throw new IllegalStateException("on purpose");
        });
        List.of("a", "b", "c").forEach(this::enter);

        assertThatThrownBy(failing::run).isInstanceOf(IllegalStateException.class);

        assertThat(log).endsWith("c starts");
    }
}

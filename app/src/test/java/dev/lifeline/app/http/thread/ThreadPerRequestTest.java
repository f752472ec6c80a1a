package dev.lifeline.app.http.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ThreadPerRequestTest {
    private final List<Runnable> started = new ArrayList<>();

    /** Creates threads that only record their start; the test runs their work later. */
    private final ThreadPerRequest threads = new ThreadPerRequest(
            work -> new Thread(() -> {}) {
                @Override
                public synchronized void start() {
                    started.add(work);
                }
            },
            2);

    @Test
    void request_whose_thread_begins_after_the_close_is_interrupted() {
        var interrupted = new AtomicBoolean();
        assertThat(threads.dispatch("/api", () -> interrupted.set(Thread.interrupted())))
                .isTrue();

        threads.close();
        started.get(0).run();

        assertThat(interrupted).isTrue();
    }

    @Test
    void requests_for_projects_beyond_the_limit_wait_without_a_thread() {
        List<String> ended = new ArrayList<>();
        for (String name : List.of("first", "second", "third", "fourth")) {
            assertThat(threads.dispatch("/api/projects/" + name, () -> ended.add(name)))
                    .isTrue();
        }
        assertThat(started).hasSize(2);

        for (int i = 0; i < started.size(); i++) {
            started.get(i).run();
        }

        assertThat(ended).containsExactly("first", "second", "third", "fourth");
        threads.dispatch("/api/projects", () -> ended.add("fifth"));
        assertThat(started).hasSize(5);
    }

    @Test
    void request_that_waited_has_a_separate_thread_even_after_one_that_failed() {
        for (int i = 0; i < 3; i++) {
            threads.dispatch("/api/projects", () -> {
                throw new IllegalStateException("a bug");
            });
        }

        assertThatThrownBy(() -> started.get(0).run()).hasMessage("a bug");

        assertThat(started).hasSize(3);
    }

    @Test
    void other_requests_always_have_a_thread() {
        for (int i = 0; i < 5; i++) {
            threads.dispatch("/api/projects", () -> {});
            threads.dispatch("/health/live", () -> {});
        }

        assertThat(started).hasSize(2 + 5);
    }
}

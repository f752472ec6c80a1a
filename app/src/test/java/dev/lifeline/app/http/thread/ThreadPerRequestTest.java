package dev.lifeline.app.http.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ThreadPerRequestTest {
    private final List<Runnable> started = new ArrayList<>();

    /** Creates threads that only record their start; the test runs their work later. */
    private final ThreadPerRequest threads = new ThreadPerRequest(work -> new Thread(() -> {}) {
        @Override
        public synchronized void start() {
            started.add(work);
        }
    });

    @Test
    void request_whose_thread_begins_after_the_close_is_interrupted() {
        var interrupted = new AtomicBoolean();
        assertThat(threads.dispatch("/api", () -> interrupted.set(Thread.interrupted())))
                .isTrue();

        threads.close();
        started.get(0).run();

        assertThat(interrupted).isTrue();
    }
}

package dev.lifeline.monitoring.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.testing.log.LogCapture;
import dev.lifeline.testing.wait.Bounded;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PeriodicTaskTest {
    private static final Duration SHORT = Duration.ofMillis(5);
    private static final Duration LONG = Duration.ofHours(1);

    private final AtomicInteger checks = new AtomicInteger();

    @Test
    void the_first_check_does_not_wait_for_the_interval() {
        try (var periodic = new PeriodicTask("monitoring", LONG)) {
            periodic.start(checks::incrementAndGet);

            await().untilAsserted(() -> assertThat(checks).hasValue(1));
        }
    }

    @Test
    void checks_follow_one_another() {
        try (var periodic = new PeriodicTask("monitoring", SHORT)) {
            periodic.start(checks::incrementAndGet);

            await().untilAsserted(() -> assertThat(checks).hasValueGreaterThan(3));
        }
    }

    @Test
    void a_check_that_throws_does_not_end_the_schedule() {
        try (var log = LogCapture.of(PeriodicTask.class);
                var periodic = new PeriodicTask("monitoring", SHORT)) {
            periodic.start(() -> {
                switch (checks.incrementAndGet()) {
                    case 1 -> throw new IllegalStateException("broken");
                    case 2 -> throw new NoClassDefFoundError("broken");
                    default -> {}
                }
            });

            await().untilAsserted(() -> assertThat(checks).hasValueGreaterThan(3));
            assertThat(log.lines())
                    .containsExactly(
                            "ERROR The periodic task monitoring failed unexpectedly; the next run is scheduled",
                            "ERROR The periodic task monitoring failed unexpectedly; the next run is scheduled");
        }
    }

    @Test
    void closing_ends_the_schedule_and_its_thread() {
        var thread = new AtomicReference<Thread>();
        var periodic = new PeriodicTask("monitoring", SHORT);
        periodic.start(() -> {
            thread.set(Thread.currentThread());
            checks.incrementAndGet();
        });
        await().untilAsserted(() -> assertThat(checks).hasPositiveValue());

        periodic.close();

        int atTheEnd = checks.get();
        await().until(() -> !thread.get().isAlive());
        assertThat(checks).hasValue(atTheEnd);
    }

    @Test
    void closing_lets_a_running_task_finish() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var mayEnd = new CountDownLatch(1);
        var periodic = new PeriodicTask("monitoring", LONG);
        periodic.start(() -> {
            begun.countDown();
            awaitQuietly(mayEnd);
            if (!Thread.currentThread().isInterrupted()) {
                checks.incrementAndGet();
            }
        });
        begun.await();

        var closer = new Thread(periodic::close);
        closer.start();
        await().until(() -> closer.getState() == Thread.State.TIMED_WAITING); // for the running task
        mayEnd.countDown();
        Bounded.join(closer);

        assertThat(checks).hasValue(1);
    }

    @Test
    void closing_interrupts_a_task_that_does_not_finish() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var ended = new CountDownLatch(1);
        var periodic = new PeriodicTask("monitoring", LONG, SHORT);
        periodic.start(() -> {
            begun.countDown();
            awaitQuietly(new CountDownLatch(1));
            ended.countDown();
        });
        begun.await();

        periodic.close();

        assertThat(ended.getCount()).isZero();
    }

    @Test
    void closing_in_an_interrupted_thread_keeps_the_interrupt() {
        var periodic = new PeriodicTask("monitoring", LONG);
        var begun = new CountDownLatch(1);
        periodic.start(() -> {
            begun.countDown();
            awaitQuietly(new CountDownLatch(1));
        });
        awaitQuietly(begun);

        Thread.currentThread().interrupt();
        periodic.close();

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void a_task_that_was_not_started_is_closed_at_once() {
        new PeriodicTask("monitoring", LONG).close();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

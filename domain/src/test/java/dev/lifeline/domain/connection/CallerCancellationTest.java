package dev.lifeline.domain.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CallerCancellationTest {
    private final CallerCancellation caller = new CallerCancellation();
    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void action_runs_once() {
        caller.onCancel(runs::incrementAndGet);

        caller.cancel();
        caller.cancel();

        assertThat(runs).hasValue(1);
        assertThat(caller.isCancelled()).isTrue();
    }

    @Test
    void every_action_runs_but_the_removed_ones() {
        Runnable first = () -> runs.addAndGet(1);
        Runnable second = () -> runs.addAndGet(10);
        Runnable third = () -> runs.addAndGet(100);
        Runnable fourth = () -> runs.addAndGet(1000);
        caller.onCancel(first);
        caller.onCancel(second);
        caller.onCancel(third);
        caller.remove(first);
        caller.remove(third);
        caller.onCancel(fourth);

        caller.cancel();

        assertThat(runs).hasValue(1010);
    }

    @Test
    void action_that_is_registered_after_cancellation_runs_at_once() {
        caller.cancel();

        caller.onCancel(runs::incrementAndGet);

        assertThat(runs).hasValue(1);
    }

    @Test
    void wait_is_interrupted_and_leaves_no_interrupt_behind() {
        var never = new CountDownLatch(1);
        var canceller = new Thread(caller::cancel);
        canceller.start();

        assertThatThrownBy(() -> caller.interrupting(() -> never.await(20, TimeUnit.SECONDS)))
                .isInstanceOf(InterruptedException.class);

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void it_is_bound_to_the_thread_while_the_work_runs() {
        var inner = new CallerCancellation();

        caller.run(() -> {
            inner.run(() -> assertThat(CallerCancellation.current()).isSameAs(inner));
            assertThat(CallerCancellation.current()).isSameAs(caller);
        });

        assertThat(CallerCancellation.current()).isNotSameAs(caller);
    }

    @Test
    void work_without_a_caller_is_never_cancelled() {
        CallerCancellation.current().cancel();

        assertThat(CallerCancellation.current().isCancelled()).isFalse();
    }
}

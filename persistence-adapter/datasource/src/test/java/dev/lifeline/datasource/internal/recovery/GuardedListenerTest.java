package dev.lifeline.datasource.internal.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.connection.ConnectionEvent.CheckPassed;
import dev.lifeline.domain.testing.RecordingListener;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class GuardedListenerTest {
    private static final ConnectionEvent EVENT = new CheckPassed(Instant.EPOCH, Duration.ZERO);

    private final RecordingListener told = new RecordingListener();

    @Test
    void an_error_thrown_by_a_listener_does_not_reach_the_sender() {
        GuardedListener guarded = new GuardedListener(event -> {
            told.on(event);
            throw new StackOverflowError();
        });

        guarded.on(EVENT);
        guarded.on(EVENT);

        assertThat(told.events()).hasSize(2);
    }

    @Test
    void a_blocked_listener_blocks_one_thread_and_receives_all_events_later() {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        GuardedListener guarded = new GuardedListener(event -> {
            entered.countDown();
            awaitRelease(release);
            told.on(event);
        });
        CompletableFuture<Void> heldUp = onNewThread(() -> guarded.on(EVENT));
        await().until(() -> entered.getCount() == 0);

        assertThat(onNewThread(() -> guarded.on(EVENT))).succeedsWithin(Duration.ofSeconds(5));
        assertThat(heldUp).isNotDone();
        release.countDown();

        await().untilAsserted(() -> assertThat(told.events()).hasSize(2));
        assertThat(heldUp).succeedsWithin(Duration.ofSeconds(5));
    }

    /** Runs work on a new thread, because the common pool has a single thread on a machine with two cores. */
    private static CompletableFuture<Void> onNewThread(Runnable work) {
        return CompletableFuture.runAsync(work, task -> new Thread(task).start());
    }

    private static void awaitRelease(CountDownLatch release) {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

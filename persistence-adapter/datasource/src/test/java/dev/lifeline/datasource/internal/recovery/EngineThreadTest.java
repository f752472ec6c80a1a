package dev.lifeline.datasource.internal.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.datasource.internal.sentinel.Lateness;
import dev.lifeline.datasource.internal.thread.DaemonThreads;
import dev.lifeline.domain.testing.FakeTicker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Detection of a thread that hangs or never started. */
class EngineThreadTest {
    private static final Duration LIMIT = Duration.ofSeconds(14);
    private static final Duration SOON = Duration.ofSeconds(10);

    private final FakeTicker ticker = new FakeTicker();
    private final EngineThread thread =
            new EngineThread(ticker, new Lateness(ticker), DaemonThreads.called("recovery"));
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void end() {
        release.countDown();
        thread.close();
    }

    @Test
    void a_hung_repeated_task_is_detected() {
        CountDownLatch hangs = new CountDownLatch(1);
        thread.repeat(
                () -> {
                    hangs.countDown();
                    await().atMost(Duration.ofSeconds(60)).until(() -> release.getCount() == 0);
                },
                Duration.ofMillis(1));
        await().until(() -> hangs.getCount() == 0);
        assertThat(thread.isStuckFor(LIMIT)).isFalse();

        ticker.advance(LIMIT.plusMillis(1));

        assertThat(thread.isStuckFor(LIMIT)).isTrue();
    }

    @Test
    void a_thread_that_never_started_is_detected() {
        ticker.advance(LIMIT.plusMillis(1));

        assertThat(thread.isStuckFor(LIMIT)).isTrue();
    }

    @Test
    void a_thread_that_finishes_its_work_is_alive() {
        ticker.advance(LIMIT.plusMillis(1));
        CompletableFuture<String> work = thread.submit(() -> "done", () -> "refused");
        assertThat(work).succeedsWithin(SOON).isEqualTo("done");

        assertThat(thread.isStuckFor(LIMIT)).isFalse();
    }

    @Test
    void work_is_planned_until_it_starts() {
        thread.plan(() -> {}, Duration.ofHours(1));
        assertThat(thread.isPlanned()).isTrue();

        thread.plan(() -> {}, null);

        assertThat(thread.isPlanned()).isFalse();
    }
}

package dev.lifeline.datasource.internal.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.datasource.internal.sentinel.Lateness;
import dev.lifeline.domain.testing.FakeTicker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a thread is found out that hangs, wherever it hangs, or that never began. */
class EngineThreadTest {
    private static final Duration LIMIT = Duration.ofSeconds(14);
    private static final Duration SOON = Duration.ofSeconds(10);

    private final FakeTicker ticker = new FakeTicker();
    private final EngineThread thread = new EngineThread(ticker, new Lateness(ticker));
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void end() {
        release.countDown();
        thread.close();
    }

    @Test
    void repeated_work_that_hangs_is_noticed() {
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
    void a_thread_that_never_began_is_noticed() {
        ticker.advance(LIMIT.plusMillis(1));

        assertThat(thread.isStuckFor(LIMIT)).isTrue();
    }

    @Test
    void a_thread_that_ends_its_work_is_alive() {
        ticker.advance(LIMIT.plusMillis(1));
        CompletableFuture<String> work = thread.submit(() -> "done", () -> "refused");
        assertThat(work).succeedsWithin(SOON).isEqualTo("done");

        assertThat(thread.isStuckFor(LIMIT)).isFalse();
    }

    @Test
    void a_plan_is_known_until_it_begins() {
        thread.plan(() -> {}, Duration.ofHours(1));
        assertThat(thread.isPlanned()).isTrue();

        thread.plan(() -> {}, null);

        assertThat(thread.isPlanned()).isFalse();
    }
}

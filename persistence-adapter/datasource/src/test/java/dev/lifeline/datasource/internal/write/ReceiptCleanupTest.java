package dev.lifeline.datasource.internal.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.datasource.internal.thread.DaemonThreads;
import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.connection.FailureReason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class ReceiptCleanupTest {
    private final List<Duration> removals = new CopyOnWriteArrayList<>();

    @Test
    void batches_follow_until_one_is_not_full() {
        try (var cleanup = new ReceiptCleanup(
                this::removeTwoFullBatches, Duration.ofMillis(1), DaemonThreads.called("receipt-cleanup"))) {
            cleanup.start();

            await().until(() -> removals.size() >= 3);
            assertThat(removals).containsOnly(Duration.ofDays(1));
        }
    }

    @Test
    void an_outage_only_delays_the_cleanup() {
        try (var cleanup =
                new ReceiptCleanup(this::failFirst, Duration.ofMillis(1), DaemonThreads.called("receipt-cleanup"))) {
            cleanup.start();

            await().until(() -> removals.size() >= 2);
        }
    }

    @Test
    void nothing_runs_before_the_first_write() {
        try (var cleanup = new ReceiptCleanup(
                this::removeTwoFullBatches, Duration.ZERO.plusNanos(1), DaemonThreads.called("receipt-cleanup"))) {
            assertThat(cleanup).isNotNull();
        }
        assertThat(removals).isEmpty();
    }

    private int removeTwoFullBatches(Duration age, int limit) {
        removals.add(age);
        return removals.size() <= 2 ? limit : 0;
    }

    private int failFirst(Duration age, int limit) {
        removals.add(age);
        if (removals.size() == 1) {
            throw new DatabaseUnavailableException(
                    FailureReason.CONNECTION_LOST, Duration.ofSeconds(1), new IllegalStateException("test"));
        }
        return 0;
    }
}

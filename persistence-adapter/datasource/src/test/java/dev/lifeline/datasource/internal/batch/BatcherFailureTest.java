package dev.lifeline.datasource.internal.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.awaitility.Awaitility.await;

import dev.lifeline.datasource.internal.operation.Deadline;
import dev.lifeline.domain.connection.CallerCancellation;
import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Result maps that throw and statements that never return: all callers of the shared statement still return. */
@Timeout(60)
class BatcherFailureTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final CountDownLatch firstMayEnd = new CountDownLatch(1);
    private final CountDownLatch batchMayEnd = new CountDownLatch(1);
    private UnaryOperator<Map<String, String>> answer = UnaryOperator.identity();
    private Duration longestAnswer = Duration.ofMinutes(1);

    @Test
    void a_null_key_is_refused_at_once() {
        assertThatNullPointerException().isThrownBy(() -> batcher().find(null, deadline(Duration.ofSeconds(30))));
    }

    @Test
    void no_caller_keeps_waiting_if_the_result_map_throws_on_access() {
        answer = found -> new HashMap<>(found) {
            @Override
            public String get(Object key) {
                throw new UnsupportedOperationException("lazy rows of a closed result set");
            }
        };
        batchMayEnd.countDown();

        assertThat(secondOfTwoThatShare(batcher())).succeedsWithin(SOON).isEqualTo(Optional.of("row c"));
    }

    @Test
    void a_result_map_that_refuses_null_keys_serves_all_callers() {
        answer = Map::copyOf;
        batchMayEnd.countDown();

        assertThat(secondOfTwoThatShare(batcher())).succeedsWithin(SOON).isEqualTo(Optional.of("row c"));
    }

    @Test
    void a_statement_that_never_returns_blocks_its_callers_for_a_bounded_time() {
        longestAnswer = Duration.ofSeconds(2);
        CompletableFuture<Optional<String>> second = secondOfTwoThatShare(batcher());

        assertThat(second)
                .failsWithin(SOON)
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(DatabaseUnavailableException.class, e -> assertThat(e.reason())
                        .isEqualTo(FailureReason.CONNECTION_TIMEOUT));
        batchMayEnd.countDown();
    }

    /** Issue 15, number 23. */
    @Test
    void caller_that_hangs_up_leaves_the_queue_for_its_turn() {
        Batcher<String, String> batcher = batcher();
        CompletableFuture<Optional<String>> first = find(batcher, "a");
        await().until(() -> requested == 1);
        var caller = new CallerCancellation();
        CompletableFuture<Void> waiting =
                start(() -> caller.run(() -> batcher.find("b", deadline(Duration.ofMinutes(1)))));
        await().until(() -> batcher.gathered() == 1);

        caller.cancel();

        assertThat(waiting)
                .failsWithin(SOON)
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(DatabaseUnavailableException.class, e -> assertThat(e.reason())
                        .isEqualTo(FailureReason.INTERRUPTED));
        assertThat(batcher.gathered()).isZero();
        firstMayEnd.countDown();
        assertThat(first).succeedsWithin(SOON);
    }

    private static CompletableFuture<Void> start(Runnable task) {
        return CompletableFuture.runAsync(task, BatcherFailureTest::startDaemon);
    }

    private static void startDaemon(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Occupies the only permit with a first caller while two other callers are queued; returns the result of the second
     * queued caller.
     */
    private CompletableFuture<Optional<String>> secondOfTwoThatShare(Batcher<String, String> batcher) {
        CompletableFuture<Optional<String>> first = find(batcher, "a");
        await().until(() -> requested == 1);
        find(batcher, "b");
        await().until(() -> batcher.gathered() == 1);
        CompletableFuture<Optional<String>> second = find(batcher, "c");
        await().until(() -> batcher.gathered() == 2);
        firstMayEnd.countDown();
        assertThat(first).succeedsWithin(SOON);
        return second;
    }

    private CompletableFuture<Optional<String>> find(Batcher<String, String> batcher, String key) {
        return CompletableFuture.supplyAsync(
                () -> batcher.find(key, deadline(longestAnswer)), BatcherFailureTest::startDaemon);
    }

    private static Deadline deadline(Duration limit) {
        return Deadline.in(limit, Ticker.system());
    }

    private Batcher<String, String> batcher() {
        Duration longestWait = Duration.ofMinutes(1);
        return new Batcher<>(
                new HarmfulRows(),
                new AlwaysOpen(),
                new BatchLimits(1, 1, Duration.ofSeconds(30), 10, longestWait),
                Ticker.system());
    }

    private volatile int requested;

    private final class HarmfulRows implements Rows<String, String> {
        @Override
        public Optional<String> one(String key, Deadline deadline) {
            requested++;
            await().atMost(SOON).until(() -> firstMayEnd.getCount() == 0);
            return Optional.of("row " + key);
        }

        @Override
        public Map<String, String> many(Collection<String> keys, Deadline deadline) {
            await().atMost(Duration.ofSeconds(40)).until(() -> batchMayEnd.getCount() == 0);
            Map<String, String> found = new HashMap<>();
            keys.forEach(key -> found.put(key, "row " + key));
            return answer.apply(found);
        }
    }

    private static final class AlwaysOpen implements BatchEntry {
        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void pass(Deadline deadline) {}

        @Override
        public void queue() {}

        @Override
        public void unqueue(Duration waited, boolean inVain) {}

        @Override
        public DatabaseUnavailableException refusal(FailureReason reason) {
            return new DatabaseUnavailableException(
                    reason, Duration.ofSeconds(1), new IllegalStateException("refused"));
        }

        @Override
        public DatabaseUnavailableException shared(DatabaseUnavailableException failure) {
            return failure;
        }
    }
}

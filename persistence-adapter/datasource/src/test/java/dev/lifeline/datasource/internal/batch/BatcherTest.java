package dev.lifeline.datasource.internal.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lifeline.datasource.internal.operation.Deadline;
import dev.lifeline.domain.connection.DatabaseOperationException;
import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.testing.FakeTicker;
import dev.lifeline.domain.time.Ticker;
import dev.lifeline.testing.log.LogCapture;
import dev.lifeline.testing.wait.Bounded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatcherTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMillis(10);
    private static final int MAX_SIZE = 3;

    private final SlowRows rows = new SlowRows();
    private final OpenEntry entry = new OpenEntry();
    private final Batcher<String, String> batcher = batcher(LONG);

    private Batcher<String, String> batcher(Duration longestWait) {
        return batcher(new BatchLimits(1, 1, PATIENCE, MAX_SIZE, longestWait));
    }

    private static Deadline deadline() {
        return Deadline.in(LONG, Ticker.system());
    }

    private Batcher<String, String> batcher(BatchLimits limits) {
        return new Batcher<>(rows, entry, limits, Ticker.system());
    }

    @Test
    void a_look_up_with_a_free_permit_runs_alone() {
        rows.release();

        assertThat(batcher.find("a", deadline())).contains("row a");
        assertThat(batcher.find("none", deadline())).isEmpty();

        assertThat(rows.requested).containsExactly(Set.of("a"), Set.of("none"));
    }

    @Test
    void queued_look_ups_share_one_statement_with_distinct_keys() {
        CompletableFuture<Optional<String>> first = firstCaller();
        List<CompletableFuture<Optional<String>>> others = callers("b", "b", "none");

        rows.release();

        assertThat(first).succeedsWithin(SOON).isEqualTo(Optional.of("row a"));
        assertThat(answers(others)).containsExactly(Optional.of("row b"), Optional.of("row b"), Optional.empty());
        assertThat(rows.requested).containsExactly(Set.of("a"), new TreeSet<>(Set.of("b", "none")));
    }

    @Test
    void a_statement_has_at_most_the_maximum_number_of_keys() {
        CompletableFuture<Optional<String>> first = firstCaller();
        List<CompletableFuture<Optional<String>>> others = callers("b", "c", "d", "e");

        rows.release();

        assertThat(first).succeedsWithin(SOON);
        assertThat(answers(others)).hasSize(4).allMatch(Optional::isPresent);
        assertThat(rows.requested.stream().map(Set::size)).containsExactly(1, MAX_SIZE, 1);
    }

    @Test
    void an_outage_fails_all_look_ups_of_a_statement_with_separate_exceptions() {
        CompletableFuture<Optional<String>> first = firstCaller();
        List<CompletableFuture<Optional<String>>> others = callers("b", "c");
        rows.failWith(keys -> keys.size() > 1 ? unavailable(FailureReason.CONNECTION_LOST) : null);

        rows.release();

        assertThat(first).succeedsWithin(SOON);
        assertThat(failures(others)).hasSize(2).doesNotHaveDuplicates().allSatisfy(failure -> assertThat(failure)
                .isInstanceOfSatisfying(DatabaseUnavailableException.class, e -> assertThat(e.reason())
                        .isEqualTo(FailureReason.CONNECTION_LOST)));
    }

    @Test
    void a_refused_key_fails_only_its_caller() {
        CompletableFuture<Optional<String>> first = firstCaller();
        List<CompletableFuture<Optional<String>>> others = callers("b", "bad");
        rows.failWith(keys -> keys.contains("bad") ? new DatabaseOperationException(null) : null);

        rows.release();

        assertThat(first).succeedsWithin(SOON);
        assertThat(others.get(0)).succeedsWithin(SOON).isEqualTo(Optional.of("row b"));
        assertThat(failures(others.subList(1, 2))).hasOnlyElementsOfType(DatabaseOperationException.class);
    }

    @Test
    void repeated_failures_of_shared_statements_are_logged_although_all_callers_get_results() {
        CompletableFuture<Optional<String>> first = firstCaller();
        List<CompletableFuture<Optional<String>>> others = callers(keys(FailedBatches.NOTEWORTHY * MAX_SIZE));
        rows.failWith(keys -> keys.size() > 1 ? new DatabaseOperationException(null) : null);
        try (var log = LogCapture.of(FailedBatches.class)) {
            rows.release();

            assertThat(first).succeedsWithin(SOON);
            assertThat(answers(others))
                    .hasSize(FailedBatches.NOTEWORTHY * MAX_SIZE)
                    .allMatch(Optional::isPresent);
            assertThat(log.lines()).hasSize(1);
        }
    }

    @Test
    void an_interrupt_of_the_leader_affects_no_other_caller() {
        CompletableFuture<Optional<String>> first = firstCaller();
        List<CompletableFuture<Optional<String>>> others = callers("b", "c");
        rows.failWith(keys -> {
            if (keys.size() > 1) {
                Thread.currentThread().interrupt(); // the leader's, in the middle of its statement
                return unavailable(FailureReason.INTERRUPTED);
            }
            return null;
        });

        rows.release();

        assertThat(first).succeedsWithin(SOON);
        assertThat(failures(others.subList(0, 1)))
                .singleElement()
                .isInstanceOfSatisfying(DatabaseUnavailableException.class, e -> assertThat(e.reason())
                        .isEqualTo(FailureReason.INTERRUPTED));
        assertThat(answers(others.subList(1, 2))).containsExactly(Optional.of("row c"));
    }

    @Test
    void a_look_up_that_waited_too_long_leaves_the_queue() {
        Batcher<String, String> impatient = batcher(Duration.ofMillis(20));
        CompletableFuture<Optional<String>> first = call(impatient, "a");
        await().until(() -> rows.requested.size() == 1);

        assertThatThrownBy(() -> impatient.find("b", deadline())).isSameAs(entry.refusal);

        rows.release();
        assertThat(first).succeedsWithin(SOON);
        assertThat(impatient.find("c", deadline())).contains("row c");
        assertThat(rows.requested).containsExactly(Set.of("a"), Set.of("c"));
        assertThat(entry.queue).hasValue(0);
    }

    @Test
    void a_look_up_behind_a_slow_statement_runs_alone_with_an_additional_permit() {
        Batcher<String, String> roomy = batcher(new BatchLimits(1, 2, PATIENCE, MAX_SIZE, LONG));
        CompletableFuture<Optional<String>> slow = call(roomy, "a");
        await().until(() -> rows.requested.size() == 1);

        CompletableFuture<Optional<String>> patient = call(roomy, "b");

        await().until(() -> rows.requested.equals(List.of(Set.of("a"), Set.of("b"))));
        assertThat(slow).isNotDone();
        rows.release();
        assertThat(slow).succeedsWithin(SOON).isEqualTo(Optional.of("row a"));
        assertThat(patient).succeedsWithin(SOON).isEqualTo(Optional.of("row b"));
    }

    /** The longest wait applies to the queue; the wait for a result may be longer. */
    @Test
    void a_look_up_in_a_running_statement_may_wait_longer_than_the_longest_wait() {
        WatchedTicker ticker = new WatchedTicker();
        Duration longestWait = Duration.ofSeconds(1);
        Batcher<String, String> impatient =
                new Batcher<>(rows, entry, new BatchLimits(1, 1, PATIENCE, MAX_SIZE, longestWait), ticker);
        CompletableFuture<Optional<String>> first = call(impatient, "a");
        await().until(() -> rows.requested.size() == 1);
        Deadline later = Deadline.in(LONG, ticker);
        List<CompletableFuture<Optional<String>>> others =
                List.of(call(impatient, "b", later), call(impatient, "c", later));
        await().until(() -> impatient.gathered() == 2);
        AtomicBoolean bothHaveReadIt = new AtomicBoolean();
        rows.failWith(keys -> {
            if (keys.size() > 1) {
                ticker.advance(longestWait.multipliedBy(2));
                ticker.awaitReadByEach(2); // one of the callers leads
                bothHaveReadIt.set(true);
            }
            return null;
        });

        rows.release();

        assertThat(first).succeedsWithin(SOON);
        assertThat(answers(others)).containsExactly(Optional.of("row b"), Optional.of("row c"));
        assertThat(bothHaveReadIt).isTrue();
    }

    @Test
    void many_callers_of_slow_and_fast_statements_all_get_their_row() {
        rows.release();
        Batcher<String, String> roomy = batcher(new BatchLimits(2, 5, PATIENCE, MAX_SIZE, LONG));
        rows.failWith(keys -> {
            int begun = rows.requested.size();
            if (ThreadLocalRandom.current().nextBoolean()) { // slow: until another statement starts, or none is needed
                await().until(() -> rows.requested.size() > begun || roomy.gathered() == 0);
            }
            return null;
        });
        List<CompletableFuture<Optional<String>>> callers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            callers.add(call(roomy, "k" + i));
        }

        List<Optional<String>> answers = answers(callers);

        for (int i = 0; i < 200; i++) {
            assertThat(answers.get(i)).contains("row k" + i);
        }
        assertThat(roomy.gathered()).isZero();
        assertThat(entry.queue).hasValue(0);
    }

    @Test
    void an_interrupted_caller_leaves_with_its_interrupt_flag_set() {
        CompletableFuture<Optional<String>> first = firstCaller();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> batcher.find("b", deadline())).isSameAs(entry.refusal);

        assertThat(Thread.interrupted()).isTrue();
        rows.release();
        assertThat(first).succeedsWithin(SOON);
    }

    @Test
    void look_ups_that_wait_at_the_entry_share_a_statement_when_it_opens() {
        rows.release();
        Batcher<String, String> roomy = batcher(new BatchLimits(2, 2, LONG, 1_000, LONG));
        List<CompletableFuture<Optional<String>>> callers = callersAtTheEntrance(roomy);

        entry.gate.countDown();

        assertThat(answers(callers)).hasSize(100).allMatch(Optional::isPresent);
        assertThat(rows.requested).hasSizeLessThan(10);
    }

    @Test
    void refused_look_ups_leave_no_queue_entries() {
        rows.release();
        Batcher<String, String> roomy = batcher(new BatchLimits(2, 2, LONG, 1_000, LONG));
        List<CompletableFuture<Optional<String>>> callers = callersAtTheEntrance(roomy);
        entry.closedPermanently = true;

        entry.gate.countDown();

        assertThat(failures(callers)).hasSize(100).containsOnly(entry.refusal);
        assertThat(rows.requested).isEmpty();
        assertThat(roomy.gathered()).isZero();
    }

    private List<CompletableFuture<Optional<String>>> callersAtTheEntrance(Batcher<String, String> batcher) {
        entry.gate = new CountDownLatch(1);
        List<CompletableFuture<Optional<String>>> callers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            callers.add(call(batcher, "k" + i));
        }
        await().until(() -> entry.waiting.get() == 100);
        return callers;
    }

    @Test
    void many_callers_all_get_their_row() {
        rows.release();
        List<CompletableFuture<Optional<String>>> callers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            callers.add(call(batcher, "k" + i % 50));
        }

        List<Optional<String>> answers = answers(callers);

        for (int i = 0; i < 200; i++) {
            assertThat(answers.get(i)).contains("row k" + i % 50);
        }
    }

    /** Starts a caller that holds the only permit until the rows are released. */
    private CompletableFuture<Optional<String>> firstCaller() {
        CompletableFuture<Optional<String>> first = call(batcher, "a");
        await().until(() -> rows.requested.size() == 1);
        return first;
    }

    /** Starts callers that queue in this order. */
    private List<CompletableFuture<Optional<String>>> callers(String... keys) {
        List<CompletableFuture<Optional<String>>> callers = new ArrayList<>();
        for (String key : keys) {
            callers.add(call(batcher, key));
            await().until(() -> batcher.gathered() == callers.size());
        }
        return callers;
    }

    private static String[] keys(int count) {
        return IntStream.range(0, count).mapToObj(i -> "key " + i).toArray(String[]::new);
    }

    private static CompletableFuture<Optional<String>> call(Batcher<String, String> batcher, String key) {
        return call(batcher, key, deadline());
    }

    private static CompletableFuture<Optional<String>> call(
            Batcher<String, String> batcher, String key, Deadline deadline) {
        return CompletableFuture.supplyAsync(
                () -> batcher.find(key, deadline), task -> new Thread(task, "caller").start());
    }

    private static List<Optional<String>> answers(List<CompletableFuture<Optional<String>>> calls) {
        return calls.stream().map(Bounded::get).toList();
    }

    private static List<Throwable> failures(List<CompletableFuture<Optional<String>>> calls) {
        return calls.stream()
                .map(call -> Bounded.get(call.handle((row, failure) -> failure.getCause())))
                .toList();
    }

    private static DatabaseUnavailableException unavailable(FailureReason reason) {
        return new DatabaseUnavailableException(reason, Duration.ofSeconds(1), null);
    }

    /** Rows that are not returned until they are released. */
    private static final class SlowRows implements Rows<String, String> {
        private final List<Set<String>> requested = new CopyOnWriteArrayList<>();
        private final CountDownLatch released = new CountDownLatch(1);
        private volatile Function<Collection<String>, RuntimeException> failure = keys -> null;

        void release() {
            released.countDown();
        }

        void failWith(Function<Collection<String>, RuntimeException> next) {
            failure = next;
        }

        @Override
        public Optional<String> one(String key, Deadline deadline) {
            return Optional.ofNullable(many(Set.of(key), deadline).get(key));
        }

        @Override
        public Map<String, String> many(Collection<String> keys, Deadline deadline) {
            requested.add(new TreeSet<>(keys));
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw unavailable(FailureReason.INTERRUPTED);
            }
            RuntimeException thrown = failure.apply(keys);
            if (thrown != null) {
                throw thrown;
            }
            return keys.stream()
                    .filter(key -> !key.equals("none"))
                    .collect(Collectors.toMap(UnaryOperator.identity(), key -> "row " + key));
        }
    }

    /** Ticker that a test advances, and that records which callers read it. */
    private static final class WatchedTicker implements Ticker {
        private final FakeTicker ticker = new FakeTicker();
        private final Set<Thread> readSince = ConcurrentHashMap.newKeySet();
        private final Set<Thread> callers = ConcurrentHashMap.newKeySet();

        @Override
        public long nanos() {
            callers.add(Thread.currentThread());
            readSince.add(Thread.currentThread());
            return ticker.nanos();
        }

        void advance(Duration step) {
            readSince.clear();
            ticker.advance(step);
        }

        /** Wakes the waiting callers, so that each of them reads the new time. */
        void awaitReadByEach(int count) {
            readSince.add(Thread.currentThread());
            await().until(() -> {
                callers.forEach(LockSupport::unpark);
                return readSince.size() >= count;
            });
        }
    }

    /** Entry that lets all callers pass, at once or when it is opened. */
    private static final class OpenEntry implements BatchEntry {
        private final AtomicInteger waiting = new AtomicInteger();
        private volatile CountDownLatch gate = new CountDownLatch(0);
        private volatile boolean closedPermanently;
        private final AtomicInteger queue = new AtomicInteger();
        private final DatabaseUnavailableException refusal = unavailable(FailureReason.POOL_EXHAUSTED);

        @Override
        public boolean isOpen() {
            return gate.getCount() == 0;
        }

        @Override
        public void pass(Deadline deadline) {
            waiting.incrementAndGet();
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (closedPermanently) {
                throw refusal;
            }
        }

        @Override
        public void queue() {
            queue.incrementAndGet();
        }

        @Override
        public void unqueue(Duration waited, boolean inVain) {
            queue.decrementAndGet();
        }

        @Override
        public DatabaseUnavailableException refusal(FailureReason reason) {
            return refusal;
        }

        @Override
        public DatabaseUnavailableException shared(DatabaseUnavailableException failure) {
            return unavailable(failure.reason());
        }
    }
}

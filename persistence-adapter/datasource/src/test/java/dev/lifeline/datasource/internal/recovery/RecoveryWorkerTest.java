package dev.lifeline.datasource.internal.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.datasource.internal.operation.CallerGate;
import dev.lifeline.datasource.internal.operation.RecoveryGate;
import dev.lifeline.datasource.internal.operation.RecoverySignal;
import dev.lifeline.datasource.internal.sentinel.Lateness;
import dev.lifeline.datasource.internal.thread.DaemonThreads;
import dev.lifeline.domain.connection.CheckResult;
import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.connection.ConnectionEvent.EnginePart;
import dev.lifeline.domain.connection.ConnectionState;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.connection.OperationEvent.Wait;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import dev.lifeline.domain.port.out.OperationTracer;
import dev.lifeline.domain.testing.FakeClock;
import dev.lifeline.domain.testing.FakeTicker;
import dev.lifeline.domain.testing.RecordingListener;
import dev.lifeline.testing.wait.Bounded;
import java.net.InetAddress;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Recovery continues whatever fails or hangs on its thread. */
class RecoveryWorkerTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration STUCK = Duration.ofSeconds(14);

    private final FakeTicker ticker = new FakeTicker();
    private final FakeServer server = new FakeServer();
    private final RecordingListener events = new RecordingListener();
    private final CountDownLatch hangs = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger missingThreads = new AtomicInteger();
    private final List<EnginePart> restarts = new CopyOnWriteArrayList<>();
    private volatile ConnectionEventListener listener = events;
    private final EngineContext context =
            new EngineContext(new FakeClock(), ticker, new Random(1), InetAddress::getAllByName);
    private final EngineThread thread = new EngineThread(ticker, new Lateness(ticker), flakyThreads());
    private final Gates gates = new Gates(new RecoveryGate(), gate(), gate(), new RecoverySignal());
    private final RecoveryWorker worker = new RecoveryWorker(
            new RecoveryEngine(new EngineParts(() -> server, server, server, gates, this::hear, 2, context)),
            thread,
            context);

    @AfterEach
    void end() {
        release.countDown();
        worker.close();
    }

    @Test
    void a_check_that_throws_is_a_failed_check_and_another_one_follows() {
        server.fault = new IllegalStateException("a bug");
        assertThat(worker.check()).succeedsWithin(SOON).satisfies(check -> assertThat(check.failure())
                .isEqualTo(FailureReason.UNEXPECTED));

        server.fault = null;

        await().until(() -> worker.snapshot().state() == ConnectionState.CONNECTED);
    }

    @Test
    void a_failure_while_a_failed_check_is_recorded_does_not_end_the_checks() {
        listener = event -> {
            if (failures.getAndIncrement() < 2) {
                throw new OutOfMemoryError("of the test");
            }
            events.on(event);
        };
        server.refusal = FakeServer.refused();
        CheckResult unused = Bounded.get(worker.check());

        server.refusal = null;

        await().until(() -> worker.snapshot().state() == ConnectionState.CONNECTED);
    }

    @Test
    void a_thread_that_cannot_be_created_is_created_later() {
        missingThreads.set(3);
        worker.suspect();
        worker.suspect();

        await().untilAsserted(() -> assertThat(worker.check()).succeedsWithin(SOON));

        assertThat(worker.snapshot().state()).isEqualTo(ConnectionState.CONNECTED);
    }

    @Test
    void a_lost_check_is_scheduled_again_in_every_transient_state() {
        server.answer = new ServerAnswer(true, false, "first", "data");
        assertThat(worker.check()).succeedsWithin(SOON);
        assertThat(worker.snapshot().state()).isEqualTo(ConnectionState.READ_ONLY);
        thread.plan(() -> {}, null);
        server.answer = new ServerAnswer(false, false, "first", "data");

        worker.checkIfForgotten();

        await().until(() -> worker.snapshot().state() == ConnectionState.CONNECTED);
    }

    @Test
    void a_hung_check_that_returns_after_its_replacement_has_no_effect() {
        server.refusal = FakeServer.refused();
        hangOnce();
        CompletableFuture<CheckResult> late = worker.check();
        await().until(() -> hangs.getCount() == 0);
        RecoveryWorker successor = worker.successor();
        try {
            assertThat(successor.check()).succeedsWithin(SOON);
            long reported = events.ofType(ConnectionEvent.CheckFailed.class).size();
            assertThat(reported).isPositive();
            server.refusal = null;
            release.countDown();
            assertThat(late).succeedsWithin(SOON);

            assertThat(thread.isPlanned()).isFalse();
            await().until(() -> successor.snapshot().state() == ConnectionState.CONNECTED);
            assertThat(worker.snapshot().state()).isEqualTo(ConnectionState.STARTING);
            await().untilAsserted(() -> assertThat(events.ofType(ConnectionEvent.ConnectionRecovered.class))
                    .hasSize(1));
        } finally {
            successor.close();
        }
    }

    @Test
    void a_hung_password_source_leads_to_a_new_worker() {
        server.refusal = new SQLException("password authentication failed", "28P01");
        CheckResult unused = Bounded.get(worker.check());
        replacedAfter(() -> {
            hang();
            return false;
        });
    }

    @Test
    void a_hung_listener_leads_to_a_new_worker() {
        listener = event -> {
            if (failures.getAndIncrement() == 0) {
                hang();
            }
        };
        replacedAfter(() -> false);
    }

    @Test
    void supervision_continues_after_a_sentinel_that_could_not_be_replaced() {
        AtomicInteger rounds = new AtomicInteger();
        try (Watchdog watchdog = new Watchdog(
                worker,
                STUCK,
                () -> {
                    rounds.incrementAndGet();
                    throw new OutOfMemoryError("unable to create native thread");
                },
                () -> false,
                restarts::add)) {
            watchdog.start();

            await().atMost(SOON).until(() -> rounds.get() >= 2);
        }
    }

    private void replacedAfter(java.util.function.BooleanSupplier newPassword) {
        try (Watchdog watchdog = new Watchdog(worker, STUCK, () -> false, newPassword, restarts::add)) {
            watchdog.start();
            await().atMost(SOON).until(() -> hangs.getCount() == 0);
            watchdog.replaceEngineIfStuck();
            assertThat(restarts).isEmpty();

            ticker.advance(STUCK.plusMillis(1));
            watchdog.replaceEngineIfStuck();

            assertThat(restarts).containsExactly(EnginePart.RECOVERY);
            server.refusal = null;
            assertThat(watchdog.worker()).isNotSameAs(worker);
            await().atMost(SOON)
                    .until(() -> Bounded.get(watchdog.worker().check()).isHealthy());
            release.countDown();
        }
    }

    private void hangOnce() {
        server.whileAsked = () -> {
            server.whileAsked = () -> {};
            hang();
        };
    }

    private void hang() {
        hangs.countDown();
        while (true) {
            try {
                release.await();
                return;
            } catch (InterruptedException e) {
                // Some code ignores interrupts.
            }
        }
    }

    private ThreadFactory flakyThreads() {
        ThreadFactory threads = DaemonThreads.called("recovery");
        return work -> {
            if (missingThreads.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            return threads.newThread(work);
        };
    }

    private void hear(ConnectionEvent event) {
        listener.on(event);
    }

    private CallerGate gate() {
        return new CallerGate(ticker, Duration.ofSeconds(15), 10, Wait.DATABASE, new OperationTracer() {});
    }
}

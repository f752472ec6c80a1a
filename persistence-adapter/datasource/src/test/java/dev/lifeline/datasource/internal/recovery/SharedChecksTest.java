package dev.lifeline.datasource.internal.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.datasource.internal.operation.CallerGate;
import dev.lifeline.datasource.internal.operation.RecoveryGate;
import dev.lifeline.datasource.internal.operation.RecoverySignal;
import dev.lifeline.datasource.internal.sentinel.Lateness;
import dev.lifeline.datasource.internal.thread.DaemonThreads;
import dev.lifeline.domain.connection.CheckResult;
import dev.lifeline.domain.connection.EngineLoad;
import dev.lifeline.domain.connection.OperationEvent.Wait;
import dev.lifeline.domain.port.out.OperationTracer;
import dev.lifeline.domain.testing.FakeClock;
import dev.lifeline.domain.testing.FakeTicker;
import dev.lifeline.testing.wait.Bounded;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedChecksTest {
    private final FakeTicker ticker = new FakeTicker();
    private final FakeServer server = new FakeServer();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answers = new CountDownLatch(1);
    private final EngineContext context =
            new EngineContext(new FakeClock(), ticker, new Random(1), InetAddress::getAllByName);
    private final Gates gates = new Gates(new RecoveryGate(), gate(), gate(), new RecoverySignal());
    private final RecoveryWorker worker = new RecoveryWorker(
            new RecoveryEngine(new EngineParts(() -> server, server, server, gates, event -> {}, 2, context)),
            new EngineThread(ticker, new Lateness(ticker), DaemonThreads.called("checks")),
            context);
    private final SharedChecks checks = new SharedChecks(
            new Watchdog(worker, Duration.ofSeconds(14), () -> false, () -> false, part -> {}),
            server,
            Duration.ofSeconds(30),
            () -> new EngineLoad(0, 0, 0, 1),
            context);
    private final ExecutorService callers = Executors.newCachedThreadPool();

    private CallerGate gate() {
        return new CallerGate(ticker, Duration.ofSeconds(15), 10, Wait.DATABASE, new OperationTracer() {});
    }

    @AfterEach
    void end() {
        answers.countDown();
        callers.shutdownNow();
        worker.close();
    }

    @Test
    void callers_beyond_the_limit_get_the_last_result_and_do_not_wait() {
        CheckResult last = checks.check();
        assertThat(last.isHealthy()).isTrue();
        server.whileAsked = this::hang;
        List<CompletableFuture<CheckResult>> waiting = IntStream.range(0, SharedChecks.MOST_WAITING)
                .mapToObj(i -> CompletableFuture.supplyAsync(checks::check, callers))
                .toList();
        await().until(() -> asked.getCount() == 0);

        await().until(() -> Bounded.get(CompletableFuture.supplyAsync(checks::check, callers))
                .equals(last));

        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        answers.countDown();
        assertThat(waiting).allSatisfy(caller -> assertThat(Bounded.get(caller).isHealthy())
                .isTrue());
    }

    private void hang() {
        asked.countDown();
        try {
            answers.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

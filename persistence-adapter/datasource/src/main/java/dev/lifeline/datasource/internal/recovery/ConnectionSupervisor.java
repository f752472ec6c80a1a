package dev.lifeline.datasource.internal.recovery;

import static dev.lifeline.domain.connection.FailureReason.CONNECTION_TIMEOUT;
import static dev.lifeline.domain.connection.FailureReason.INTERRUPTED;
import static dev.lifeline.domain.connection.FailureReason.SHUTTING_DOWN;
import static dev.lifeline.domain.connection.FailureReason.UNEXPECTED;
import static java.lang.System.Logger.Level.ERROR;

import dev.lifeline.datasource.internal.pool.GenerationalDataSource;
import dev.lifeline.datasource.internal.sentinel.Lateness;
import dev.lifeline.domain.connection.CheckResult;
import dev.lifeline.domain.connection.ConnectionEvent.EnginePart;
import dev.lifeline.domain.connection.ConnectionHealth;
import dev.lifeline.domain.connection.ConnectionState;
import dev.lifeline.domain.connection.EngineLoad;
import dev.lifeline.domain.port.out.DatabaseConnection;
import dev.lifeline.domain.time.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the recovery engine on a thread of its own and stands between it and its callers: they share looks, wait in bounded
 * time, and never fail. Safe for use by several threads.
 */
public final class ConnectionSupervisor implements DatabaseConnection, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ConnectionSupervisor.class.getName());

    /**
     * While the database cannot be used, the engine looks by itself, and a finding this young answers at once. Longer than
     * the engine's longest pause and look.
     */
    private static final Duration EVIDENCE_HOLDS = Duration.ofSeconds(5);

    /** Somebody who asks during an outage brings the next look forward, if the last one is this old. */
    private static final Duration LOOK_SOONER = Duration.ofMillis(200);

    /** More than one forced reconnect in this time is of no use. */
    private static final Duration BETWEEN_RECONNECTS = Duration.ofSeconds(1);

    /** What waiting for the thread and handing over may add to a look. */
    private static final Duration MARGIN = Duration.ofMillis(400);

    /** A forced reconnect looks, and then proves a pool. */
    private static final Duration RECONNECT_LIMIT = Duration.ofSeconds(8);

    private static final Duration SUPERVISION = Duration.ofSeconds(1);

    private final GenerationalDataSource connections;
    private final Duration stuckAfter;
    private final BooleanSupplier colleague;
    private final BooleanSupplier newPassword;
    private final Supplier<EngineLoad> load;
    private final Consumer<EnginePart> restarts;
    private final Duration checkLimit;
    private final Clock clock;
    private final Ticker ticker;
    private final Lateness lateness;
    private final AtomicInteger suspicions = new AtomicInteger();
    private final SingleFlight<CheckResult> looks = new SingleFlight<>();
    private final SingleFlight<CheckResult> renewals = new SingleFlight<>();

    private volatile RecoveryWorker worker;
    private volatile @Nullable Renewal lastRenewal;
    private boolean ended;

    /**
     * @param probeTimeout how long one look may take
     * @param stuckAfter how long the engine may be busy with one piece of work, but for a change of the schema
     * @param colleague asked now and then to see to the sentinel; tells whether it had to be replaced
     * @param restarts told of what was replaced
     * @param newPassword tells whether a login may succeed that was refused before
     * @param load tells what gates and budget have on their hands
     */
    ConnectionSupervisor(
            RecoveryEngine engine,
            GenerationalDataSource connections,
            Duration probeTimeout,
            Duration stuckAfter,
            BooleanSupplier colleague,
            BooleanSupplier newPassword,
            Consumer<EnginePart> restarts,
            Supplier<EngineLoad> load,
            EngineContext surroundings) {
        this.stuckAfter = stuckAfter;
        this.colleague = colleague;
        this.newPassword = newPassword;
        this.restarts = restarts;
        this.load = load;
        this.connections = connections;
        this.checkLimit = probeTimeout.plus(MARGIN);
        this.clock = surroundings.clock();
        this.ticker = surroundings.ticker();
        this.lateness = surroundings.lateness();
        this.worker = new RecoveryWorker(engine, new EngineThread(ticker, lateness));
    }

    /** Begins to look, and to supervise the sentinel. */
    void start() {
        worker.thread().repeat(this::supervise, SUPERVISION);
        lookAgain();
    }

    /** One part that fails, for want of threads say, must not end the others or the rounds. */
    private void supervise() {
        guarded(this::replaceSentinelIfStuck);
        guarded(this::lookIfPasswordChanged);
        guarded(this::lookIfNothingIsPlanned);
    }

    private static void guarded(Runnable part) {
        try {
            part.run();
        } catch (Throwable e) {
            LOG.log(ERROR, "Supervision failed; it is repeated", e);
        }
    }

    private void replaceSentinelIfStuck() {
        if (colleague.getAsBoolean()) {
            tellRestart(EnginePart.SENTINEL);
        }
    }

    /** Refused credentials are tried ever more rarely, so that no account is locked; other credentials are tried at once. */
    private void lookIfPasswordChanged() {
        if (isMisconfigured() && newPassword.getAsBoolean()) {
            lookAgain();
        }
    }

    /** A planned look is lost if it cannot even begin. */
    private void lookIfNothingIsPlanned() {
        RecoveryWorker current = worker;
        if (!current.engine().snapshot().state().isServing()
                && !current.thread().isPlanned()) {
            lookAgain();
        }
    }

    private boolean isMisconfigured() {
        return worker.engine().snapshot().state() == ConnectionState.MISCONFIGURED;
    }

    /** Replaces the engine and its thread if they hang, or if the thread could not be started. */
    void replaceEngineIfStuck() {
        RecoveryWorker stuck = worker;
        if (!stuck.thread().isStuckFor(stuckAfter) || stuck.engine().isMigrating()) {
            return;
        }
        synchronized (this) {
            if (ended) {
                return;
            }
            worker = stuck.successor(ticker, lateness);
            looks.forget();
            renewals.forget();
        }
        start();
        tellRestart(EnginePart.RECOVERY);
    }

    private void tellRestart(EnginePart part) {
        restarts.accept(part);
    }

    /** A forced reconnect that ended a moment ago. */
    private record Renewal(CheckResult result, long endedAt) {}

    /**
     * Has somebody look at the database soon, because something happened that casts doubt on it. Never blocks. Without effect
     * while a person must act: looking more often must not lock an account.
     */
    public void suspect() {
        suspicions.incrementAndGet();
        if (!isMisconfigured()) {
            lookAgain();
        }
    }

    @Override
    public ConnectionHealth health() {
        Snapshot now = worker.engine().snapshot();
        return new ConnectionHealth(
                now.state(),
                now.since(),
                now.failure(),
                now.lastCheck(),
                connections.generation(),
                connections.occupancy(),
                load.get());
    }

    @Override
    public CheckResult check() {
        Snapshot known = worker.engine().snapshot();
        CheckResult last = known.lastCheck();
        if (last == null || known.state().isServing()) {
            return await(joinLook(), checkLimit);
        }
        if (known.state() == ConnectionState.MISCONFIGURED) {
            return last; // the engine looks, on its own slow clock; asking must not lock an account
        }
        if (isOlder(known.lookedAt(), EVIDENCE_HOLDS)) {
            return await(joinLook(), checkLimit);
        }
        if (isOlder(known.lookedAt(), LOOK_SOONER)) {
            suspect();
        }
        return last;
    }

    @Override
    public CheckResult reconnect() {
        Renewal last = lastRenewal;
        if (last != null && !isOlder(last.endedAt(), BETWEEN_RECONNECTS)) {
            return last.result();
        }
        return await(renewals.join(() -> submit(this::renew)), RECONNECT_LIMIT);
    }

    private boolean isOlder(long at, Duration age) {
        return ticker.nanos() - at >= age.toNanos();
    }

    private CompletableFuture<CheckResult> joinLook() {
        return looks.join(() -> submit(this::look));
    }

    private CompletableFuture<CheckResult> submit(Function<RecoveryWorker, CheckResult> work) {
        RecoveryWorker current = worker;
        return current.thread()
                .submit(
                        () -> work.apply(current),
                        () -> CheckResult.failed(clock.instant(), Duration.ZERO, SHUTTING_DOWN));
    }

    private CheckResult await(CompletableFuture<CheckResult> running, Duration limit) {
        try {
            return running.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return CheckResult.failed(clock.instant(), limit, CONNECTION_TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CheckResult.failed(clock.instant(), Duration.ZERO, INTERRUPTED);
        } catch (ExecutionException e) {
            throw new IllegalStateException("looks do not fail", e);
        }
    }

    /** A suspicion that came while the look was under way may be about what happened since: then another one follows. */
    private CheckResult look(RecoveryWorker on) {
        int before = suspicions.get();
        CheckResult result = surviving(on, on.engine()::check);
        if (suspicions.get() != before && on.engine().snapshot().state().isServing()) {
            on.thread().plan(this::lookAgain, Duration.ZERO);
        }
        return result;
    }

    private CheckResult renew(RecoveryWorker on) {
        CheckResult result = surviving(on, on.engine()::renew);
        lastRenewal = new Renewal(result, ticker.nanos());
        return result;
    }

    /** Whatever fails, the next look is planned: nothing else would restart the recovery. */
    private CheckResult surviving(RecoveryWorker on, Supplier<CheckResult> work) {
        try {
            return work.get();
        } catch (Throwable e) {
            return broken(on, e);
        } finally {
            on.thread().plan(this::lookAgain, nextLook(on));
        }
    }

    private CheckResult broken(RecoveryWorker on, Throwable failure) {
        try {
            LOG.log(ERROR, "Recovery check failed unexpectedly; the next one is scheduled", failure);
            return on.engine().broken();
        } catch (Throwable e) {
            return CheckResult.failed(Instant.EPOCH, Duration.ZERO, UNEXPECTED); // a broken log or clock
        }
    }

    private static @Nullable Duration nextLook(RecoveryWorker on) {
        try {
            return on.engine().nextCheck().orElse(null);
        } catch (Throwable e) {
            return SUPERVISION;
        }
    }

    private void lookAgain() {
        CompletableFuture<CheckResult> unused = joinLook();
    }

    /** Ends the looks: nothing is done or told any more. Waits for one under way, in bounded time. */
    @Override
    public void close() {
        synchronized (this) {
            ended = true;
        }
        RecoveryWorker last = worker;
        last.engine().stop();
        last.thread().close();
        last.engine().disconnect();
    }
}

package dev.lifeline.datasource.internal.recovery;

import static dev.lifeline.domain.connection.FailureReason.SHUTTING_DOWN;
import static dev.lifeline.domain.connection.FailureReason.UNEXPECTED;
import static java.lang.System.Logger.Level.ERROR;

import dev.lifeline.domain.connection.CheckResult;
import dev.lifeline.domain.connection.ConnectionState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An engine with its thread and the schedule of its checks. They are replaced together, so that a replaced engine can
 * neither schedule nor cancel checks, nor report or replace anything. Whatever fails, the next check is scheduled. Safe
 * for use by several threads.
 */
final class RecoveryWorker {
    private static final System.Logger LOG = System.getLogger(RecoveryWorker.class.getName());

    /** Delay before the next check if the engine cannot determine it. */
    private static final Duration FALLBACK = Duration.ofSeconds(1);

    private final RecoveryEngine engine;
    private final EngineThread thread;
    private final EngineContext context;
    private final AtomicInteger suspicions = new AtomicInteger();
    private final SingleFlight<CheckResult> checks = new SingleFlight<>();
    private final SingleFlight<CheckResult> renewals = new SingleFlight<>();
    private volatile @Nullable Renewal lastRenewal;

    RecoveryWorker(RecoveryEngine engine, EngineThread thread, EngineContext context) {
        this.engine = engine;
        this.thread = thread;
        this.context = context;
    }

    /** A forced reconnect and its end, in ticker nanoseconds. */
    record Renewal(CheckResult result, long endedAt) {}

    /** Returns the current state. */
    Snapshot snapshot() {
        return engine.snapshot();
    }

    /** Returns the running check, or starts one. Never blocks and never throws. */
    CompletableFuture<CheckResult> check() {
        thread.ensureStarted();
        return checks.join(() -> thread.submit(this::checked, this::afterEnd));
    }

    /** Returns the running forced reconnect, or starts one. Never blocks and never throws. */
    CompletableFuture<CheckResult> reconnect() {
        thread.ensureStarted();
        return renewals.join(() -> thread.submit(this::renewed, this::afterEnd));
    }

    /** Returns the last completed forced reconnect; empty if there is none. */
    Optional<Renewal> lastRenewal() {
        return Optional.ofNullable(lastRenewal);
    }

    /**
     * Requests a check because a failure suggests that the database is unavailable. Never blocks. Without effect while
     * an operator must act: frequent logins with refused credentials would lock an account.
     */
    void suspect() {
        suspicions.incrementAndGet();
        if (!isMisconfigured()) {
            checkAgain();
        }
    }

    boolean isMisconfigured() {
        return snapshot().state() == ConnectionState.MISCONFIGURED;
    }

    /** Starts a check if one is due and none is scheduled: a scheduled check is lost if it cannot start. */
    void checkIfForgotten() {
        if (!engine.isSettled() && !thread.isPlanned()) {
            checkAgain();
        }
    }

    void checkAgain() {
        CompletableFuture<CheckResult> unused = check();
    }

    /** Runs a short task on the engine's thread repeatedly. */
    void repeat(Runnable work, Duration pause) {
        thread.repeat(work, pause);
    }

    /** Returns whether the thread hangs or could not be started. A schema setup may take long and does not count. */
    boolean isStuckFor(Duration limit) {
        return thread.isStuckFor(limit) && !engine.isMigrating();
    }

    private CheckResult afterEnd() {
        return CheckResult.failed(context.now(), Duration.ZERO, SHUTTING_DOWN);
    }

    /**
     * Runs a check. If a check is requested meanwhile, schedules another one, because the request may concern a later
     * failure.
     */
    private CheckResult checked() {
        int before = suspicions.get();
        CheckResult result = surviving(engine::check);
        if (suspicions.get() != before && snapshot().state().isServing()) {
            plan(Duration.ZERO);
        }
        return result;
    }

    private CheckResult renewed() {
        CheckResult result = surviving(engine::renew);
        lastRenewal = new Renewal(result, context.ticker().nanos());
        return result;
    }

    private CheckResult surviving(Supplier<CheckResult> work) {
        try {
            return work.get();
        } catch (Throwable e) {
            return broken(e);
        } finally {
            plan(nextCheck());
        }
    }

    private CheckResult broken(Throwable failure) {
        try {
            LOG.log(ERROR, "Recovery check failed unexpectedly; the next one is scheduled", failure);
            return engine.broken();
        } catch (Throwable e) {
            return CheckResult.failed(Instant.EPOCH, Duration.ZERO, UNEXPECTED); // a broken log or clock
        }
    }

    private @Nullable Duration nextCheck() {
        try {
            return engine.nextCheck().orElse(null);
        } catch (Throwable e) {
            return FALLBACK;
        }
    }

    private void plan(@Nullable Duration pause) {
        try {
            thread.plan(this::checkAgain, pause);
        } catch (Throwable e) {
            // Out of memory; the watchdog starts the missing check.
        }
    }

    /** Stops this worker, which may hang, and returns a successor with its state. */
    RecoveryWorker successor() {
        thread.abandon();
        return new RecoveryWorker(engine.successor(), thread.successor(), context);
    }

    /** Ends all checks and reports. Waits for a running check for up to 10 s. */
    void close() {
        engine.stop();
        thread.close();
        engine.disconnect();
    }
}

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
 * An engine, the thread that it is confined to, and the plan for its next check. They are replaced together, so that a replaced
 * engine can plan, cancel, report and replace nothing. Whatever fails, the next check is planned. Safe for use by several threads.
 */
final class RecoveryWorker {
    private static final System.Logger LOG = System.getLogger(RecoveryWorker.class.getName());

    /** The next check, if not even that can be determined. */
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

    /** A forced reconnect and when it ended, by the ticker. */
    record Renewal(CheckResult result, long endedAt) {}

    /** Returns what the engine knows. */
    Snapshot snapshot() {
        return engine.snapshot();
    }

    /** Returns the check under way, or begins one. Never blocks and never throws. */
    CompletableFuture<CheckResult> check() {
        thread.ensureStarted();
        return checks.join(() -> thread.submit(this::checked, this::afterEnd));
    }

    /** Returns the forced reconnect under way, or begins one. Never blocks and never throws. */
    CompletableFuture<CheckResult> reconnect() {
        thread.ensureStarted();
        return renewals.join(() -> thread.submit(this::renewed, this::afterEnd));
    }

    /** Returns the forced reconnect that ended last. */
    Optional<Renewal> lastRenewal() {
        return Optional.ofNullable(lastRenewal);
    }

    /**
     * Begins a check soon, because something casts doubt on the database. Never blocks. Without effect while an operator must
     * act: frequent logins with refused credentials would lock an account.
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

    /** Begins a check if one is due and none is planned: a planned check is lost if it cannot begin. */
    void checkIfForgotten() {
        if (!engine.isSettled() && !thread.isPlanned()) {
            checkAgain();
        }
    }

    void checkAgain() {
        CompletableFuture<CheckResult> unused = check();
    }

    /** Runs short work on the engine's thread repeatedly. */
    void repeat(Runnable work, Duration pause) {
        thread.repeat(work, pause);
    }

    /** Returns whether the thread hangs, or could not be started. A change of the schema may take long. */
    boolean isStuckFor(Duration limit) {
        return thread.isStuckFor(limit) && !engine.isMigrating();
    }

    private CheckResult afterEnd() {
        return CheckResult.failed(context.now(), Duration.ZERO, SHUTTING_DOWN);
    }

    /** A suspicion that came during the check may be about what happened since: then another one follows. */
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
            // Out of memory; the watchdog begins the check that is missing.
        }
    }

    /** Stops this worker, which may hang, and returns another one that continues from what it knew. */
    RecoveryWorker successor() {
        thread.abandon();
        return new RecoveryWorker(engine.successor(), new EngineThread(context.ticker(), context.lateness()), context);
    }

    /** Ends the checks: nothing is done or reported any more. Waits for a check under way for up to 10 s. */
    void close() {
        engine.stop();
        thread.close();
        engine.disconnect();
    }
}

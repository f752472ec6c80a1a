package dev.lifeline.datasource.internal.recovery;

import static dev.lifeline.domain.connection.FailureReason.CONNECTION_TIMEOUT;
import static dev.lifeline.domain.connection.FailureReason.INTERRUPTED;
import static dev.lifeline.domain.connection.FailureReason.SHUTTING_DOWN;
import static dev.lifeline.domain.connection.FailureReason.UNEXPECTED;

import dev.lifeline.datasource.internal.pool.Pools;
import dev.lifeline.domain.connection.CheckResult;
import dev.lifeline.domain.connection.ConnectionHealth;
import dev.lifeline.domain.connection.ConnectionState;
import dev.lifeline.domain.connection.EngineLoad;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.port.out.DatabaseConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Health, checks and reconnects for callers. Concurrent callers share one check, wait for a bounded time, and get
 * failures as results. Beyond {@link #MOST_WAITING} waiting callers, further ones get the last result at once. Safe for
 * use by several threads.
 */
public final class SharedChecks implements DatabaseConnection {
    /**
     * During an outage, a result younger than this is returned at once. Longer than the engine's longest pause plus a
     * check.
     */
    private static final Duration EVIDENCE_HOLDS = Duration.ofSeconds(5);

    /** During an outage, a caller requests an earlier check if the last one is older than this. */
    private static final Duration CHECK_SOONER = Duration.ofMillis(200);

    /** Minimum time between forced reconnects; within it, callers get the last result. */
    private static final Duration BETWEEN_RECONNECTS = Duration.ofSeconds(1);

    /** Maximum additional time of a check for the thread switch. */
    private static final Duration MARGIN = Duration.ofMillis(400);

    /**
     * Maximum number of callers that wait for a check. Each occupies a thread until the check ends; further ones get
     * the last result.
     */
    static final int MOST_WAITING = 32;

    /** Longest duration of a forced reconnect: a check and the validation of a pool. */
    private static final Duration RECONNECT_LIMIT = Duration.ofSeconds(8);

    private final Watchdog watchdog;
    private final Pools pools;
    private final Duration checkLimit;
    private final Supplier<EngineLoad> load;
    private final EngineContext context;
    private final Semaphore waiting = new Semaphore(MOST_WAITING);
    private volatile @Nullable Instant endedAt;

    /**
     * @param probeTimeout longest duration of a check
     * @param load returns the current load of gates and retry budget
     */
    SharedChecks(
            Watchdog watchdog, Pools pools, Duration probeTimeout, Supplier<EngineLoad> load, EngineContext context) {
        this.watchdog = watchdog;
        this.pools = pools;
        this.checkLimit = probeTimeout.plus(MARGIN);
        this.load = load;
        this.context = context;
    }

    @Override
    public ConnectionHealth health() {
        Snapshot now = snapshot();
        return new ConnectionHealth(
                now.state(),
                now.since(),
                now.failure(),
                now.lastCheck(),
                pools.generation(),
                pools.occupancy(),
                load.get());
    }

    /** Returns the last state, or that the data source is closed. */
    private Snapshot snapshot() {
        Snapshot last = watchdog.worker().snapshot();
        @Nullable Instant ended = endedAt;
        return ended == null ? last : last.closed(ended);
    }

    /** Records that the data source is closed: from now on, health and checks report that. */
    void end() {
        endedAt = context.now();
    }

    @Override
    public CheckResult check() {
        if (endedAt != null) {
            return failed(Duration.ZERO, SHUTTING_DOWN);
        }
        if (Thread.currentThread().isInterrupted()) {
            return failed(Duration.ZERO, INTERRUPTED);
        }
        RecoveryWorker worker = watchdog.worker();
        Snapshot known = worker.snapshot();
        CheckResult last = known.lastCheck();
        if (last == null || known.state().isServing()) {
            return awaitUnlessCrowded(worker, last);
        }
        if (known.state() == ConnectionState.MISCONFIGURED) {
            return last; // callers must not trigger logins, which could lock an account
        }
        if (isOlder(known.lookedAt(), EVIDENCE_HOLDS)) {
            return awaitUnlessCrowded(worker, last);
        }
        if (isOlder(known.lookedAt(), CHECK_SOONER)) {
            worker.suspect();
        }
        return last;
    }

    private CheckResult awaitUnlessCrowded(RecoveryWorker worker, @Nullable CheckResult last) {
        if (!waiting.tryAcquire()) {
            return last == null ? failed(Duration.ZERO, CONNECTION_TIMEOUT) : last;
        }
        try {
            return await(worker.check(), checkLimit);
        } finally {
            waiting.release();
        }
    }

    @Override
    public CheckResult reconnect() {
        if (endedAt != null) {
            return failed(Duration.ZERO, SHUTTING_DOWN);
        }
        RecoveryWorker worker = watchdog.worker();
        Optional<RecoveryWorker.Renewal> recent =
                worker.lastRenewal().filter(last -> !isOlder(last.endedAt(), BETWEEN_RECONNECTS));
        return recent.isPresent() ? recent.get().result() : await(worker.reconnect(), RECONNECT_LIMIT);
    }

    private boolean isOlder(long at, Duration age) {
        return context.ticker().nanos() - at >= age.toNanos();
    }

    private CheckResult await(CompletableFuture<CheckResult> running, Duration limit) {
        try {
            return running.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return failed(limit, CONNECTION_TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(Duration.ZERO, INTERRUPTED);
        } catch (ExecutionException e) {
            return failed(Duration.ZERO, UNEXPECTED); // out of memory
        }
    }

    private CheckResult failed(Duration took, FailureReason reason) {
        return CheckResult.failed(context.now(), took, reason);
    }
}

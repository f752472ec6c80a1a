package dev.lifeline.datasource.internal.recovery;

import static dev.lifeline.domain.connection.FailureReason.READ_ONLY_SERVER;
import static dev.lifeline.domain.connection.FailureReason.SHUTTING_DOWN;
import static dev.lifeline.domain.connection.FailureReason.TOO_MANY_CONNECTIONS;
import static dev.lifeline.domain.connection.FailureReason.UNEXPECTED;

import dev.lifeline.datasource.internal.pool.Pools;
import dev.lifeline.domain.connection.CheckResult;
import dev.lifeline.domain.connection.ConnectionState;
import dev.lifeline.domain.connection.ConnectionStatus;
import dev.lifeline.domain.connection.FailureReason;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates probe results: closes and opens the gates, replaces the pool and reports events. Has neither a thread nor a
 * clock. Confined to one thread, except where noted. After {@link #stop()} it changes and reports nothing.
 */
final class RecoveryEngine {
    /** A timeout is confirmed quickly, so that a lost server is detected within two probe timeouts. */
    private static final Duration CONFIRM_SILENCE = Duration.ofMillis(100);

    /** Interval of checks in the states read-only and saturated, which serve callers but should not last. */
    private static final Duration WHILE_DEGRADED = Duration.ofMillis(500);

    private final EngineParts parts;
    private final EngineContext context;
    private final Pools pools;
    private final Probe probe;
    private final OutageTracker outage;
    private final DelayedChecks late;
    private final EngineLease lease = new EngineLease();
    private final EngineEvents events;
    private final Readiness readiness;
    private volatile Snapshot snapshot;

    /** Creates an engine in the initial state. */
    RecoveryEngine(EngineParts parts) {
        this(
                parts,
                new OutageTracker(parts.gates(), parts.listener(), parts.context()),
                Snapshot.initial(parts.context().now()),
                null);
    }

    private RecoveryEngine(EngineParts parts, OutageTracker outage, Snapshot known, @Nullable String servedBy) {
        this.parts = parts;
        this.context = parts.context();
        this.pools = parts.pools();
        this.probe = parts.probes().get();
        this.outage = outage;
        this.late = new DelayedChecks(context);
        this.events = new EngineEvents(parts, lease);
        this.readiness = new Readiness(parts, probe, lease, events, servedBy);
        this.snapshot = known;
    }

    /** Stops this engine, which may hang, and returns a successor with its state. Safe to call from any thread. */
    RecoveryEngine successor() {
        stop();
        disconnect();
        return new RecoveryEngine(parts, outage.handOver(), snapshot, readiness.servedBy());
    }

    /** Returns whether a schema setup is running, which may take long. Safe to call from any thread. */
    boolean isMigrating() {
        return readiness.isMigrating();
    }

    /** Returns the current state. Safe to call from any thread. */
    Snapshot snapshot() {
        return snapshot;
    }

    /** Ends all effects of this engine, including those of a running check. Safe to call from any thread. */
    void stop() {
        lease.revoke();
    }

    /** Closes the probe. Safe to call from any thread. */
    void disconnect() {
        probe.close();
    }

    /** Probes the database, over the open session if possible, and acts on the result. */
    CheckResult check() {
        long started = context.ticker().nanos();
        late.begin();
        if (!lease.isHeld()) {
            return result(started, SHUTTING_DOWN);
        }
        try {
            ServerAnswer answer = probe.ask();
            readiness.prepare(answer, outage.isOngoing(), isWritableAgain(answer));
            return answered(answer, started);
        } catch (SQLException e) {
            return failed(withRoom(CheckFailures.reasonOf(e)), started);
        } catch (SchemaFailedException e) {
            return failed(withRoom(CheckFailures.reasonOf(e, parts.schema())), started);
        }
    }

    private boolean isWritableAgain(ServerAnswer answer) {
        return snapshot.state() == ConnectionState.READ_ONLY && !answer.readOnly();
    }

    /** Frees the slot of the probe if slots are few, because the migration and the pool need it. */
    private FailureReason withRoom(FailureReason reason) {
        if (reason == TOO_MANY_CONNECTIONS && pools.occupancy().isEmpty()) {
            probe.yieldSlot();
        }
        return reason;
    }

    /** Probes the database over a new session and, if it is usable, replaces the pool. */
    CheckResult renew() {
        probe.disconnect();
        parts.schema().doubt();
        long started = context.ticker().nanos();
        long before = pools.generation();
        CheckResult check = check();
        boolean usable = check.isHealthy() || snapshot.state() == ConnectionState.READ_ONLY;
        if (!usable || pools.generation() != before) {
            return check;
        }
        try {
            readiness.renew();
            return check;
        } catch (SQLException e) {
            return result(started, CheckFailures.reasonOf(e));
        }
    }

    /** Records a check that failed unexpectedly; it counts as a check without an answer. */
    CheckResult broken() {
        return failed(UNEXPECTED, context.ticker().nanos());
    }

    /**
     * Returns when the next check is due; empty while the database is healthy. Must be called once after each check.
     */
    Optional<Duration> nextCheck() {
        if (!lease.isHeld()) {
            return Optional.empty();
        }
        FailureReason reason = snapshot.failure();
        return outage.nextAttempt(reason == null ? UNEXPECTED : reason).or(this::nextCheckWhileServing);
    }

    private Optional<Duration> nextCheckWhileServing() {
        if (snapshot.status().misses() > 0 || late.isPending()) {
            return Optional.of(CONFIRM_SILENCE);
        }
        return isSettled() ? Optional.empty() : Optional.of(WHILE_DEGRADED);
    }

    /** Returns whether the database is healthy, so that no check must follow. Safe to call from any thread. */
    boolean isSettled() {
        ConnectionStatus now = snapshot.status();
        return now.state() == ConnectionState.CONNECTED && now.misses() == 0;
    }

    private CheckResult answered(ServerAnswer answer, long started) {
        CheckResult check = result(started, answer.readOnly() ? READ_ONLY_SERVER : null);
        ConnectionState before = snapshot.state();
        boolean saturated = pools.occupancy().isSaturated();
        boolean held = lease.ifHeld(() -> {
            late.reset();
            pools.expectReadOnly(answer.readOnly());
            conclude(check, snapshot.status().afterAnswer(answer.readOnly(), saturated));
            parts.gates().letCallersPass(answer.readOnly());
        });
        if (held) {
            outage.end();
            report(check, before);
        }
        return check;
    }

    private CheckResult failed(FailureReason reason, long started) {
        CheckResult check = result(started, reason);
        if (!lease.isHeld() || (!outage.isOngoing() && late.explains(reason))) {
            return check;
        }
        outage.doubt(started);
        ConnectionState before = snapshot.state();
        ConnectionStatus next = statusAfter(reason);
        boolean lost = next.state() != ConnectionState.STARTING && !next.state().isServing();
        boolean held = lease.ifHeld(() -> {
            conclude(check, next);
            if (lost) {
                parts.gates().hold(reason);
            }
        });
        if (held && lost) {
            outage.failed(reason);
        }
        if (held) {
            report(check, before);
        }
        return check;
    }

    /** Must be called after the state has changed: a listener that blocks has this engine replaced. */
    private void report(CheckResult check, ConnectionState before) {
        events.checked(check, before, snapshot.state());
        outage.report();
    }

    private ConnectionStatus statusAfter(FailureReason reason) {
        boolean noneLeft = reason == TOO_MANY_CONNECTIONS && pools.occupancy().isEmpty();
        ConnectionStatus now = snapshot.status();
        return noneLeft ? now.withoutAnyConnection() : now.afterFailure(reason, parts.toleratedMisses());
    }

    private CheckResult result(long started, @Nullable FailureReason failure) {
        return new CheckResult(context.now(), context.since(started), failure);
    }

    private void conclude(CheckResult check, ConnectionStatus next) {
        snapshot = snapshot.after(check, next, context.ticker().nanos());
    }
}

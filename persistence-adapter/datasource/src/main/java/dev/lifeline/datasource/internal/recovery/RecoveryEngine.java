package dev.lifeline.datasource.internal.recovery;

import static dev.lifeline.domain.connection.FailureReason.MIGRATION_FAILED;
import static dev.lifeline.domain.connection.FailureReason.READ_ONLY_SERVER;
import static dev.lifeline.domain.connection.FailureReason.SHUTTING_DOWN;
import static dev.lifeline.domain.connection.FailureReason.TOO_MANY_CONNECTIONS;
import static dev.lifeline.domain.connection.FailureReason.UNEXPECTED;

import dev.lifeline.datasource.internal.failure.FailureClassifier;
import dev.lifeline.datasource.internal.failure.FailurePhase;
import dev.lifeline.datasource.internal.pool.GenerationalDataSource;
import dev.lifeline.domain.connection.CheckResult;
import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.connection.ConnectionEvent.ReplacementCause;
import dev.lifeline.domain.connection.ConnectionState;
import dev.lifeline.domain.connection.ConnectionStatus;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the database and does what the look calls for: shuts and opens the gates, replaces the pool, tells the listener.
 * Confined to one thread, but for {@link #snapshot()} and {@link #stop()}.
 */
final class RecoveryEngine {
    /** Silence is confirmed soon, so that a lost server is known as such within two probe timeouts. */
    private static final Duration CONFIRM_SILENCE = Duration.ofMillis(100);

    /** Read-only and saturated are states that serve, but not for long if all goes well. */
    private static final Duration WHILE_NOT_WELL = Duration.ofMillis(500);

    private final Supplier<ConnectionProbe> probes;
    private final ConnectionProbe probe;
    private final SchemaKeeper schema;
    private final GenerationalDataSource connections;
    private final Gates traffic;
    private final ConnectionEventListener listener;
    private final OutageTracker outage;
    private final DelayedChecks late;
    private final int toleratedMisses;
    private final EngineContext surroundings;

    private volatile Snapshot snapshot;
    private volatile boolean stopped;
    private volatile boolean migrating;
    private volatile @Nullable String servedBy;

    /** One that knows nothing of the database yet. */
    RecoveryEngine(
            Supplier<ConnectionProbe> probes,
            SchemaKeeper schema,
            GenerationalDataSource connections,
            Gates traffic,
            ConnectionEventListener listener,
            int toleratedMisses,
            EngineContext surroundings) {
        this.probes = probes;
        this.probe = probes.get();
        this.schema = schema;
        this.connections = connections;
        this.traffic = traffic;
        this.listener = listener;
        this.outage = new OutageTracker(traffic, listener, surroundings);
        this.late = new DelayedChecks(surroundings);
        this.toleratedMisses = toleratedMisses;
        this.surroundings = surroundings;
        this.snapshot = Snapshot.initial(surroundings.now());
    }

    /** One that goes on where another one hangs. */
    private RecoveryEngine(RecoveryEngine former) {
        this.probes = former.probes;
        this.probe = former.probes.get();
        this.schema = former.schema;
        this.connections = former.connections;
        this.traffic = former.traffic;
        this.listener = former.listener;
        this.outage = former.outage.handOver();
        this.late = new DelayedChecks(former.surroundings);
        this.toleratedMisses = former.toleratedMisses;
        this.surroundings = former.surroundings;
        this.snapshot = former.snapshot;
        this.servedBy = former.servedBy;
    }

    /** Stops this one, wherever it hangs, for another to go on. Safe to call from any thread. */
    RecoveryEngine successor() {
        stop();
        disconnect();
        return new RecoveryEngine(this);
    }

    /** Whether the schema is being changed, which may take its time. Safe to call from any thread. */
    boolean isMigrating() {
        return migrating;
    }

    /** What is known. Safe to call from any thread. */
    Snapshot snapshot() {
        return snapshot;
    }

    /** From now on nothing is done and nothing told, not even by a look under way. Safe to call from any thread. */
    void stop() {
        stopped = true;
    }

    /** Lets go of the connection that the looks went over. */
    void disconnect() {
        probe.close();
    }

    /** Looks at the database, over the kept connection if that still works. */
    CheckResult look() {
        long started = surroundings.ticker().nanos();
        late.begin();
        if (stopped) {
            return check(started, SHUTTING_DOWN);
        }
        try {
            ServerAnswer answer = probe.ask();
            makeUsable(answer);
            return answered(answer, started);
        } catch (SQLException e) {
            return failed(withRoom(reasonOf(e)), started);
        } catch (SchemaFailedException e) {
            return failed(withRoom(reasonOf(e)), started);
        }
    }

    /** Where slots are few, the migration and the pool need the probe's. */
    private FailureReason withRoom(FailureReason reason) {
        if (reason == TOO_MANY_CONNECTIONS && connections.occupancy().isEmpty()) {
            probe.yieldSlot();
        }
        return reason;
    }

    /** Looks over a fresh connection and, if the database can be used, replaces the pool. */
    CheckResult renew() {
        probe.disconnect();
        schema.doubt();
        long started = surroundings.ticker().nanos();
        long before = connections.generation();
        CheckResult check = look();
        boolean usable = check.isHealthy() || snapshot.state() == ConnectionState.READ_ONLY;
        if (!usable || connections.generation() != before) {
            return check;
        }
        try {
            probe.makeRoom();
            if (connections.renew(this::isAtWork)) {
                tellReplaced(ReplacementCause.FORCED);
            }
            return check;
        } catch (SQLException e) {
            return check(started, reasonOf(e));
        }
    }

    /** A look that ended in a way that it must not: as good as no answer. */
    CheckResult broken() {
        return failed(UNEXPECTED, surroundings.ticker().nanos());
    }

    /** After which time another look is due, if nobody asks for one before. Nothing while all is well. */
    Optional<Duration> nextLook() {
        if (stopped) {
            return Optional.empty();
        }
        FailureReason reason = snapshot.failure();
        return outage.nextAttempt(reason == null ? UNEXPECTED : reason).or(this::nextLookWhileServing);
    }

    private Optional<Duration> nextLookWhileServing() {
        if (snapshot.status().misses() > 0 || late.isPending()) {
            return Optional.of(CONFIRM_SILENCE);
        }
        return snapshot.state() == ConnectionState.CONNECTED ? Optional.empty() : Optional.of(WHILE_NOT_WELL);
    }

    /** What must be so before callers come: the schema is there, and the pool's connections lead to this very server. */
    private void makeUsable(ServerAnswer answer) throws SQLException {
        probe.makeRoom();
        if (!answer.readOnly()) {
            migrate(answer.lineage());
        }
        if (stopped) {
            return;
        }
        traffic.letConnect();
        if (servedBy != null && outage.isOngoing()) {
            connections.condemnConnections(); // of no use, and perhaps in the way of fresh ones
            replaceConnections(ReplacementCause.RECOVERED);
        } else if (servedBy != null && (!servedBy.equals(answer.identity()) || isWritableAgain(answer))) {
            connections.condemnConnections();
            replaceConnections(ReplacementCause.SERVER_CHANGED);
        }
        servedBy = answer.identity();
    }

    /** Pooled sessions may have the default of then, as the probe's former session has. */
    private boolean isWritableAgain(ServerAnswer answer) {
        return snapshot.state() == ConnectionState.READ_ONLY && !answer.readOnly();
    }

    private void migrate(String lineage) {
        migrating = true;
        try {
            schema.run(lineage);
        } finally {
            migrating = false;
        }
    }

    private void replaceConnections(ReplacementCause cause) throws SQLException {
        connections.replace(this::isAtWork);
        tellReplaced(cause);
    }

    private boolean isAtWork() {
        return !stopped;
    }

    private void tellReplaced(ReplacementCause cause) {
        tell(new ConnectionEvent.GenerationReplaced(surroundings.now(), connections.generation(), cause));
    }

    private CheckResult answered(ServerAnswer answer, long started) {
        CheckResult check = check(started, answer.readOnly() ? READ_ONLY_SERVER : null);
        if (stopped) {
            return check;
        }
        late.reset();
        connections.expectReadOnly(answer.readOnly());
        boolean saturated = connections.occupancy().isSaturated();
        ConnectionState before = conclude(check, snapshot.status().afterAnswer(answer.readOnly(), saturated));
        traffic.letCallersPass(answer.readOnly());
        tellOf(check, before);
        outage.end();
        return check;
    }

    private CheckResult failed(FailureReason reason, long started) {
        CheckResult check = check(started, reason);
        if (stopped || (!outage.isOngoing() && late.explains(reason))) {
            return check;
        }
        outage.doubt(started);
        ConnectionState before = conclude(check, statusAfter(reason));
        boolean lost = snapshot.state() != ConnectionState.STARTING
                && !snapshot.state().isServing();
        if (lost) {
            traffic.hold(reason);
        }
        tellOf(check, before);
        if (lost) {
            outage.goOn(reason);
        }
        return check;
    }

    private ConnectionStatus statusAfter(FailureReason reason) {
        boolean noneLeft =
                reason == TOO_MANY_CONNECTIONS && connections.occupancy().isEmpty();
        ConnectionStatus now = snapshot.status();
        return noneLeft ? now.withoutAnyConnection() : now.afterFailure(reason, toleratedMisses);
    }

    private CheckResult check(long started, @Nullable FailureReason failure) {
        return new CheckResult(surroundings.now(), surroundings.since(started), failure);
    }

    private ConnectionState conclude(CheckResult check, ConnectionStatus next) {
        ConnectionState before = snapshot.state();
        snapshot = snapshot.after(check, next, surroundings.ticker().nanos());
        return before;
    }

    private void tellOf(CheckResult check, ConnectionState before) {
        tell(check.reason()
                .<ConnectionEvent>map(why -> new ConnectionEvent.CheckFailed(check.at(), check.took(), why))
                .orElseGet(() -> new ConnectionEvent.CheckPassed(check.at(), check.took())));
        if (before != snapshot.state()) {
            tell(new ConnectionEvent.StateChanged(check.at(), before, snapshot.state()));
        }
    }

    private static FailureReason reasonOf(SQLException e) {
        return FailureClassifier.classify(FailurePhase.CONNECT, e).reason();
    }

    /** A migration fails for reasons that pass, such as a lock or a connection that broke, or for good. */
    private FailureReason reasonOf(SchemaFailedException e) {
        var failure = FailureClassifier.classify(e);
        if (FailureClassifier.isDatabaseFailure(e)
                && (failure.kind().isRepeatable() || failure.kind().isSuspicious())) {
            return failure.reason();
        }
        schema.logOnce(e);
        return MIGRATION_FAILED;
    }

    private void tell(ConnectionEvent event) {
        if (!stopped) {
            listener.on(event);
        }
    }
}

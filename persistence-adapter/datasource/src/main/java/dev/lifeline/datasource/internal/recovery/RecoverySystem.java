package dev.lifeline.datasource.internal.recovery;

import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.internal.batch.GatedEntry;
import dev.lifeline.datasource.internal.batch.Lookups;
import dev.lifeline.datasource.internal.failure.FailureKind;
import dev.lifeline.datasource.internal.failure.FailureTranslator;
import dev.lifeline.datasource.internal.jdbc.Borrowers;
import dev.lifeline.datasource.internal.operation.Admission;
import dev.lifeline.datasource.internal.operation.Barriers;
import dev.lifeline.datasource.internal.operation.CallerGate;
import dev.lifeline.datasource.internal.operation.OperationOutcomes;
import dev.lifeline.datasource.internal.operation.OperationReports;
import dev.lifeline.datasource.internal.operation.OperationRunner;
import dev.lifeline.datasource.internal.operation.RecoveryGate;
import dev.lifeline.datasource.internal.operation.RecoverySignal;
import dev.lifeline.datasource.internal.operation.RetryPauses;
import dev.lifeline.datasource.internal.operation.SchemaRepair;
import dev.lifeline.datasource.internal.pool.GenerationalDataSource;
import dev.lifeline.datasource.internal.pool.PoolFactory;
import dev.lifeline.datasource.internal.pool.PoolLender;
import dev.lifeline.datasource.internal.pool.PostgresConnector;
import dev.lifeline.datasource.internal.pool.SchemaConnections;
import dev.lifeline.datasource.internal.sentinel.FlowRegistry;
import dev.lifeline.datasource.internal.sentinel.Lateness;
import dev.lifeline.datasource.internal.sentinel.Sentinel;
import dev.lifeline.datasource.internal.sentinel.SentinelTimeouts;
import dev.lifeline.datasource.internal.socket.HostAddresses;
import dev.lifeline.datasource.internal.write.SafeWriter;
import dev.lifeline.datasource.internal.write.WriterSettings;
import dev.lifeline.datasource.schema.SchemaSetup;
import dev.lifeline.domain.connection.CheckResult;
import dev.lifeline.domain.connection.OperationEvent.Wait;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import java.util.concurrent.atomic.AtomicBoolean;

/** Puts the parts of the recovery engine together and ends them in the right order. */
public final class RecoverySystem implements AutoCloseable {
    private final Gates traffic;
    private final Admission admission;
    private final SchemaConnections migrations;
    private final OperationRunner runner;
    private final GenerationalDataSource connections;
    private final ConnectionLossReports losses;
    private final Watchdog watchdog;
    private final SharedChecks checks;
    private final AtomicBoolean loginsDoubted = new AtomicBoolean();
    private final SchemaKeeper schema;
    private final Lateness lateness;
    private final FlowRegistry flows = new FlowRegistry();
    private final Borrowers borrowers;
    private final Sentinel sentinel;
    private final SafeWriter writer;
    private final CallersConnections callersConnections;
    private final Lookups lookups;

    /**
     * Starts at once; the database need not be there.
     *
     * @param setup of the application's own tables
     */
    public RecoverySystem(
            DatabaseConfig config, SchemaSetup setup, ConnectionEventListener listener, EngineContext surroundings) {
        ConnectionEventListener guarded = new GuardedListener(listener);
        PostgresConnector connector =
                new PostgresConnector(config, surroundings.ticker(), new HostAddresses(surroundings.lookup()), flows);
        this.borrowers = new Borrowers(config.pool().maxSize());
        this.traffic = new Gates(
                new RecoveryGate(),
                callerGate(config, Wait.DATABASE, surroundings),
                callerGate(config, Wait.WRITABLE_SERVER, surroundings),
                new RecoverySignal());
        this.admission = new Admission(
                config.pool().maxSize(),
                config.gate().maxWaiting(),
                config.pool().acquireTimeout(),
                surroundings.ticker(),
                surroundings.tracer(),
                borrowers);
        this.migrations = new SchemaConnections(connector);
        var reports = new OperationReports(guarded, surroundings.tracer(), surroundings.clock());
        FailureTranslator translator = new FailureTranslator(surroundings.random());
        this.connections = connections(config, connector, surroundings);
        this.callersConnections = new CallersConnections(
                new PoolLender(connections, () -> doubt(FailureKind.CONNECTION_LOST)),
                config.replay(),
                config.pool().acquireTimeout(),
                surroundings.ticker());
        this.runner = runner(config, translator, reports, surroundings);
        this.lookups = new Lookups(
                runner,
                new GatedEntry(traffic.callers(), admission, translator, guarded, surroundings.clock()),
                config,
                surroundings.ticker(),
                surroundings.tracer());
        this.schema = new SchemaKeeper(migrations, setup);
        this.lateness = surroundings.lateness();
        this.losses = new ConnectionLossReports(connections::condemnConnections, surroundings.ticker());
        this.watchdog = new WatchdogAssembly(config, connector, guarded, surroundings)
                .watchdog(schema, connections, traffic, loginsDoubted, this::replaceSentinelIfStuck);
        this.checks = new SharedChecks(
                watchdog,
                connections,
                config.watch().probeTimeout(),
                () -> traffic.load(runner.retriesLeft()),
                surroundings);
        this.sentinel = sentinel(config, connector, guarded, surroundings);
        this.writer = writer(config, guarded, surroundings);
        watchdog.start();
        if (config.watch().enabled()) {
            lateness.start();
            sentinel.start();
        }
    }

    private static CallerGate callerGate(DatabaseConfig config, Wait what, EngineContext surroundings) {
        return new CallerGate(
                surroundings.ticker(), config.gate().hold(), config.gate().maxWaiting(), what, surroundings.tracer());
    }

    private OperationRunner runner(
            DatabaseConfig config, FailureTranslator translator, OperationReports reports, EngineContext surroundings) {
        var pauses = new RetryPauses(
                config.retry(), surroundings.random(), traffic.well(), this::doubt, reports, surroundings.ticker());
        var repair = new SchemaRepair(
                this::schemaVersion, this::doubtSchema, this::isSchemaDoubtedAfterCheck, surroundings.ticker());
        return new OperationRunner(
                config.retry(),
                pauses,
                new Barriers(traffic.callers(), traffic.writers(), admission),
                connections,
                new OperationOutcomes(traffic.callers(), translator, repair, reports),
                reports);
    }

    private GenerationalDataSource connections(
            DatabaseConfig config, PostgresConnector connector, EngineContext surroundings) {
        return new GenerationalDataSource(
                new PoolFactory(config, connector, traffic.connecting(), this::suspectLogins, borrowers),
                traffic.callers(),
                admission::waiting,
                this::suspectLogins,
                surroundings.ticker(),
                config.pool().acquireTimeout());
    }

    private Sentinel sentinel(
            DatabaseConfig config,
            PostgresConnector connector,
            ConnectionEventListener guarded,
            EngineContext surroundings) {
        return new Sentinel(
                flows,
                limit -> connector.connect(limit, limit),
                new SentinelTimeouts(
                        config.watch().quietAfter(),
                        config.watch().probeTimeout(),
                        config.watch().misses()),
                new SentinelReports(watchdog, connections, guarded, surroundings.clock()),
                surroundings.clock(),
                surroundings.ticker(),
                lateness);
    }

    private SafeWriter writer(DatabaseConfig config, ConnectionEventListener guarded, EngineContext surroundings) {
        return new SafeWriter(
                runner,
                new WriterSettings(
                        config.schema(), config.migrate(), config.operationDeadline(), flows, surroundings.ticker()),
                guarded,
                surroundings.tracer(),
                surroundings.clock());
    }

    /** Needs no check for null: the watchdog does not start before there is a sentinel. */
    private boolean replaceSentinelIfStuck() {
        return sentinel.replaceIfStuck();
    }

    /** Needs no check for null: nobody gets through the gates before the watchdog opens them. */
    private void suspect() {
        watchdog.worker().suspect();
    }

    /** The pool cannot connect, or leads to a server in another role: the kept session of the probe proves nothing then. */
    private void suspectLogins() {
        loginsDoubted.set(true);
        suspect();
    }

    private long schemaVersion() {
        return schema.version();
    }

    private void doubtSchema() {
        schema.doubt();
    }

    private boolean isSchemaDoubtedAfterCheck() {
        CheckResult unused = checks.check();
        return schema.isDoubted();
    }

    /** An operation failed for a reason that casts doubt on the database. */
    private void doubt(FailureKind kind) {
        if (kind != FailureKind.CONNECTION_LOST && kind != FailureKind.IN_DOUBT) {
            loginsDoubted.set(true);
        }
        if (kind == FailureKind.CONNECTION_LOST || kind == FailureKind.IN_DOUBT) {
            losses.connectionLost();
        }
        suspect();
    }

    /** The connections that recover by themselves. */
    public GenerationalDataSource connections() {
        return connections;
    }

    /** Connections for callers of the data source. */
    public CallersConnections callersConnections() {
        return callersConnections;
    }

    /** Health, checks and reconnects. */
    public SharedChecks checks() {
        return checks;
    }

    /** Does writes once. */
    public SafeWriter writer() {
        return writer;
    }

    /** Makes look-ups that share statements while the database is busy. */
    public Lookups lookups() {
        return lookups;
    }

    /** Runs operations. */
    public OperationRunner runner() {
        return runner;
    }

    /** Refuses newcomers and those who wait, ends the looks, and lets work under way finish for some seconds. */
    @Override
    public void close() {
        traffic.end();
        writer.close();
        migrations.close();
        watchdog.close();
        sentinel.close();
        lateness.close();
        traffic.letConnect(); // a pool that waits to connect cannot be closed
        connections.close();
    }
}

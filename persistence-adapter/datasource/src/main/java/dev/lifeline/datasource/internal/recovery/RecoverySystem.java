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
import dev.lifeline.datasource.internal.operation.WritableServerWait;
import dev.lifeline.datasource.internal.pool.GenerationalDataSource;
import dev.lifeline.datasource.internal.pool.LeakDetector;
import dev.lifeline.datasource.internal.pool.PoolBeans;
import dev.lifeline.datasource.internal.pool.PoolFactory;
import dev.lifeline.datasource.internal.pool.PoolGenerations;
import dev.lifeline.datasource.internal.pool.PoolLender;
import dev.lifeline.datasource.internal.pool.PostgresConnector;
import dev.lifeline.datasource.internal.pool.SchemaConnections;
import dev.lifeline.datasource.internal.sentinel.FlowRegistry;
import dev.lifeline.datasource.internal.sentinel.Lateness;
import dev.lifeline.datasource.internal.sentinel.Sentinel;
import dev.lifeline.datasource.internal.sentinel.SentinelTimeouts;
import dev.lifeline.datasource.internal.socket.HostAddresses;
import dev.lifeline.datasource.internal.thread.SourceName;
import dev.lifeline.datasource.internal.write.SafeWriter;
import dev.lifeline.datasource.internal.write.WriterSettings;
import dev.lifeline.datasource.schema.SchemaSetup;
import dev.lifeline.domain.connection.CheckResult;
import dev.lifeline.domain.connection.OperationEvent.Wait;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Assembles the parts of the recovery engine and closes them in the right order. Safe for use by several threads. */
public final class RecoverySystem implements AutoCloseable {
    private final SourceName name;
    private final LeakDetector leaks;
    private final @Nullable PoolBeans beans;
    private final Gates gates;
    private final Admission admission;
    private final SchemaConnections migrations;
    private final OperationRunner runner;
    private final PoolGenerations pools;
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
     * Starts the recovery engine; the database need not be reachable.
     *
     * @param setup schema setup of the application's tables
     */
    public RecoverySystem(
            DatabaseConfig config, SchemaSetup setup, ConnectionEventListener listener, EngineContext context) {
        ConnectionEventListener guarded = new GuardedListener(listener);
        this.name = SourceName.claim(config.reports().name());
        this.leaks = new LeakDetector(name, config.reports().leakThreshold(), context.clock(), context.ticker());
        PostgresConnector connector =
                new PostgresConnector(config, context.ticker(), new HostAddresses(context.lookup()), flows);
        this.borrowers = new Borrowers(config.pool().maxSize());
        this.gates = new Gates(
                new RecoveryGate(),
                callerGate(config, Wait.DATABASE, context),
                callerGate(config, Wait.WRITABLE_SERVER, context),
                new RecoverySignal());
        this.admission = new Admission(
                config.pool().maxSize(),
                config.gate().maxWaiting(),
                config.pool().acquireTimeout(),
                context.ticker(),
                context.tracer(),
                borrowers);
        this.migrations = new SchemaConnections(connector);
        var reports = new OperationReports(guarded, context.tracer(), context.clock());
        FailureTranslator translator = new FailureTranslator(context.random());
        PoolFactory factory =
                new PoolFactory(config, connector, gates.connecting(), this::suspectLogins, borrowers, name);
        this.pools = new PoolGenerations(factory, admission::waiting, gates.callers()::waiting, context.ticker());
        this.connections = connections(config, factory, context);
        this.callersConnections = new CallersConnections(
                config.gate().refuseEarly() ? gates.callers()::refuseIfOverdue : () -> {},
                new PoolLender(
                        connections,
                        new WritableServerWait(gates.writers(), gates.well(), this::doubt),
                        connector.runs(),
                        () -> doubt(FailureKind.CONNECTION_LOST)),
                config.replay(),
                config.session(),
                leaks,
                config.pool().acquireTimeout(),
                context.ticker());
        this.runner = runner(config, translator, reports, context);
        this.lookups = new Lookups(
                runner,
                new GatedEntry(gates.callers(), admission, translator, guarded, context.clock()),
                config,
                context.ticker(),
                context.tracer());
        this.schema = new SchemaKeeper(migrations, setup);
        this.lateness = context.lateness();
        this.losses = new ConnectionLossReports(pools::condemnConnections, context.ticker());
        this.watchdog = new WatchdogAssembly(config, connector, guarded, context, name)
                .watchdog(schema, pools, gates, loginsDoubted, this::replaceSentinelIfStuck);
        this.checks = new SharedChecks(
                watchdog, pools, config.watch().probeTimeout(), () -> gates.load(runner.retriesLeft()), context);
        this.sentinel = sentinel(config, connector, guarded, context);
        this.writer = writer(config, guarded, context);
        watchdog.start();
        if (config.watch().enabled()) {
            lateness.start(name.threads("heartbeat"));
            sentinel.start(name.threads("sentinel"));
        }
        this.beans = config.reports().mbeans() ? PoolBeans.register(name, pools, factory, leaks) : null;
    }

    private static CallerGate callerGate(DatabaseConfig config, Wait what, EngineContext context) {
        return new CallerGate(
                context.ticker(), config.gate().hold(), config.gate().maxWaiting(), what, context.tracer());
    }

    private OperationRunner runner(
            DatabaseConfig config, FailureTranslator translator, OperationReports reports, EngineContext context) {
        var pauses =
                new RetryPauses(config.retry(), context.random(), gates.well(), this::doubt, reports, context.ticker());
        var repair = new SchemaRepair(
                this::schemaVersion, this::doubtSchema, this::isSchemaDoubtedAfterCheck, context.ticker());
        return new OperationRunner(
                config.retry(),
                pauses,
                new Barriers(gates.callers(), gates.writers(), admission),
                connections,
                new OperationOutcomes(gates.callers(), translator, repair, reports),
                reports);
    }

    private GenerationalDataSource connections(DatabaseConfig config, PoolFactory factory, EngineContext context) {
        return new GenerationalDataSource(
                pools,
                factory,
                gates.callers(),
                this::suspectLogins,
                context.ticker(),
                config.pool().acquireTimeout());
    }

    private Sentinel sentinel(
            DatabaseConfig config,
            PostgresConnector connector,
            ConnectionEventListener guarded,
            EngineContext context) {
        return new Sentinel(
                flows,
                limit -> connector.connect(limit, limit),
                new SentinelTimeouts(
                        config.watch().quietAfter(),
                        config.watch().probeTimeout(),
                        config.watch().misses()),
                new SentinelReports(watchdog, pools, guarded, context.clock()),
                context.clock(),
                context.ticker(),
                lateness);
    }

    private SafeWriter writer(DatabaseConfig config, ConnectionEventListener guarded, EngineContext context) {
        return new SafeWriter(
                runner,
                new WriterSettings(
                        config.schema(),
                        config.migrate(),
                        config.operationDeadline(),
                        flows,
                        context.ticker(),
                        name.threads("receipt-cleanup")),
                guarded,
                context.tracer(),
                context.clock());
    }

    /** Needs no null check: the watchdog starts after the sentinel has been created. */
    private boolean replaceSentinelIfStuck() {
        return sentinel.replaceIfStuck();
    }

    /** Needs no null check: no caller passes the gates before the watchdog opens them. */
    private void suspect() {
        watchdog.worker().suspect();
    }

    /**
     * Requests a check with a new login: the pool cannot connect, or leads to a server in another role, so the open
     * session of the probe is no evidence.
     */
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

    /** Handles a failure which suggests that the database is unavailable. */
    private void doubt(FailureKind kind) {
        if (kind != FailureKind.CONNECTION_LOST && kind != FailureKind.IN_DOUBT) {
            loginsDoubted.set(true);
        }
        if (kind == FailureKind.CONNECTION_LOST || kind == FailureKind.IN_DOUBT) {
            losses.connectionLost();
            flows.suspectDeparted();
        }
        suspect();
    }

    /** Returns the name of the data source, which no other open one has. */
    public String name() {
        return name.pool();
    }

    /** Returns the current pool and its replacement. */
    public PoolGenerations pools() {
        return pools;
    }

    /** Returns the pooled connections. */
    public GenerationalDataSource connections() {
        return connections;
    }

    /** Returns the connections for data source callers. */
    public CallersConnections callersConnections() {
        return callersConnections;
    }

    /** Returns health, checks and reconnects. */
    public SharedChecks checks() {
        return checks;
    }

    /** Returns the writer of idempotent writes. */
    public SafeWriter writer() {
        return writer;
    }

    /** Returns the factory of batched look-ups. */
    public Lookups lookups() {
        return lookups;
    }

    /** Returns the runner of operations. */
    public OperationRunner runner() {
        return runner;
    }

    /** Refuses new and waiting callers, stops the checks, and lets work in progress finish for some seconds. */
    @Override
    public void close() {
        checks.end();
        gates.end();
        if (beans != null) {
            beans.close();
        }
        writer.close();
        migrations.close();
        watchdog.close();
        sentinel.close();
        lateness.close();
        gates.letConnect(); // a pool cannot close while its connects wait
        connections.close();
        leaks.close();
        name.close();
    }
}

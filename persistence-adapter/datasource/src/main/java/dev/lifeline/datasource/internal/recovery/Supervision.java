package dev.lifeline.datasource.internal.recovery;

import dev.lifeline.datasource.config.WatchConfig;
import dev.lifeline.datasource.internal.operation.SchemaRepair;
import dev.lifeline.datasource.internal.pool.Pools;
import dev.lifeline.datasource.internal.pool.PostgresConnector;
import dev.lifeline.datasource.internal.pool.SchemaConnections;
import dev.lifeline.datasource.internal.sentinel.Sentinel;
import dev.lifeline.datasource.internal.sentinel.SentinelTimeouts;
import dev.lifeline.datasource.schema.SchemaSetup;
import dev.lifeline.domain.connection.CheckResult;

/** The recovery engine and the sentinel, which supervise each other. Safe for use by several threads. */
final class Supervision implements AutoCloseable {
    private final SharedParts shared;
    private final SchemaConnections migrations;
    private final SchemaKeeper schema;
    private final Watchdog watchdog;
    private final Sentinel sentinel;

    /**
     * Creates the recovery engine and the sentinel without starting them.
     *
     * @param setup schema setup of the application's tables
     */
    Supervision(SharedParts shared, Pools pools, SchemaSetup setup) {
        this.shared = shared;
        this.migrations = new SchemaConnections(shared.connector());
        this.schema = new SchemaKeeper(migrations, setup);
        this.watchdog = new WatchdogAssembly(shared, pools).watchdog(schema, this::replaceSentinelIfStuck);
        this.sentinel = sentinel(
                shared,
                new SentinelReports(
                        watchdog, pools, shared.listener(), shared.context().clock()));
    }

    private static Sentinel sentinel(SharedParts shared, Sentinel.Alarm alarm) {
        PostgresConnector connector = shared.connector();
        WatchConfig watch = shared.config().watch();
        EngineContext context = shared.context();
        return new Sentinel(
                shared.flows(),
                limit -> connector.connect(limit, limit),
                new SentinelTimeouts(watch.quietAfter(), watch.probeTimeout(), watch.misses()),
                alarm,
                context.clock(),
                context.ticker(),
                context.lateness());
    }

    /** Needs no null check: the watchdog starts after the sentinel has been created. */
    private boolean replaceSentinelIfStuck() {
        return sentinel.replaceIfStuck();
    }

    /** Starts both; the sentinel only if it is enabled. */
    void start() {
        watchdog.start();
        if (shared.config().watch().enabled()) {
            shared.context().lateness().start(shared.name().threads("heartbeat"));
            sentinel.start(shared.name().threads("sentinel"));
        }
    }

    Watchdog watchdog() {
        return watchdog;
    }

    /**
     * Returns the repair that recreates a missing table of Lifeline.
     *
     * @param checks checks that run the schema setup if a table may be missing
     */
    SchemaRepair repair(SharedChecks checks) {
        return new SchemaRepair(
                schema::version,
                schema::doubt,
                () -> isDoubtedAfter(checks),
                shared.context().ticker());
    }

    private boolean isDoubtedAfter(SharedChecks checks) {
        CheckResult unused = checks.check();
        return schema.isDoubted();
    }

    /** Ends checks and supervision, and aborts a running schema setup. */
    @Override
    public void close() {
        migrations.close();
        watchdog.close();
        sentinel.close();
        shared.context().lateness().close();
    }
}

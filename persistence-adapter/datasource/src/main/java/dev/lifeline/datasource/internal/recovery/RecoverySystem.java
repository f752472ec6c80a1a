package dev.lifeline.datasource.internal.recovery;

import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.internal.batch.Lookups;
import dev.lifeline.datasource.internal.operation.OperationRunner;
import dev.lifeline.datasource.internal.pool.GenerationalDataSource;
import dev.lifeline.datasource.internal.pool.PoolBeans;
import dev.lifeline.datasource.internal.pool.PoolGenerations;
import dev.lifeline.datasource.internal.write.SafeWriter;
import dev.lifeline.datasource.schema.SchemaSetup;
import dev.lifeline.domain.connection.EngineLoad;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import org.jspecify.annotations.Nullable;

/** Assembles the mechanisms of a data source and closes them in the right order. Safe for use by several threads. */
public final class RecoverySystem implements AutoCloseable {
    private final SharedParts shared;
    private final PooledConnections pooled;
    private final Supervision supervision;
    private final SharedChecks checks;
    private final Operations operations;
    private final @Nullable PoolBeans beans;

    /**
     * Starts the recovery engine; the database need not be reachable.
     *
     * @param setup schema setup of the application's tables
     */
    public RecoverySystem(
            DatabaseConfig config, SchemaSetup setup, ConnectionEventListener listener, EngineContext context) {
        this.shared = SharedParts.create(config, listener, context, this::suspect, this::condemnConnections);
        this.pooled = new PooledConnections(shared);
        this.supervision = new Supervision(shared, pooled.pools(), setup);
        this.checks = new SharedChecks(
                supervision.watchdog(), pooled.pools(), config.watch().probeTimeout(), this::load, context);
        this.operations = new Operations(shared, pooled, supervision.repair(checks));
        supervision.start();
        this.beans = pooled.registerBeans();
    }

    /** Needs no null check: no caller passes the gates before the recovery engine opens them. */
    private void suspect() {
        supervision.watchdog().worker().suspect();
    }

    private void condemnConnections() {
        pooled.pools().condemnConnections();
    }

    private EngineLoad load() {
        return shared.gates().load(operations.runner().retriesLeft());
    }

    /** Returns the name of the data source, which no other open one has. */
    public String name() {
        return shared.name().pool();
    }

    /** Returns the current pool and its replacement. */
    public PoolGenerations pools() {
        return pooled.pools();
    }

    /** Returns the pooled connections. */
    public GenerationalDataSource connections() {
        return pooled.source();
    }

    /** Returns the connections for data source callers. */
    public CallersConnections callersConnections() {
        return pooled.callers();
    }

    /** Returns health, checks and reconnects. */
    public SharedChecks checks() {
        return checks;
    }

    /** Returns the writer of idempotent writes. */
    public SafeWriter writer() {
        return operations.writer();
    }

    /** Returns the factory of batched look-ups. */
    public Lookups lookups() {
        return operations.lookups();
    }

    /** Returns the runner of operations. */
    public OperationRunner runner() {
        return operations.runner();
    }

    /** Refuses new and waiting callers, stops the checks, and lets work in progress finish for some seconds. */
    @Override
    public void close() {
        checks.end();
        shared.gates().end();
        if (beans != null) {
            beans.close();
        }
        operations.close();
        supervision.close();
        shared.gates().letConnect(); // a pool cannot close while its connects wait
        pooled.close();
        shared.name().close();
    }
}

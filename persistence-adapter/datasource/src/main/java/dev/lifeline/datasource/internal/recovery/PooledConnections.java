package dev.lifeline.datasource.internal.recovery;

import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.PoolConfig;
import dev.lifeline.datasource.internal.jdbc.Borrowers;
import dev.lifeline.datasource.internal.operation.Admission;
import dev.lifeline.datasource.internal.operation.WritableServerWait;
import dev.lifeline.datasource.internal.pool.GenerationalDataSource;
import dev.lifeline.datasource.internal.pool.LeakDetector;
import dev.lifeline.datasource.internal.pool.PoolBeans;
import dev.lifeline.datasource.internal.pool.PoolFactory;
import dev.lifeline.datasource.internal.pool.PoolGenerations;
import dev.lifeline.datasource.internal.pool.PoolLender;
import org.jspecify.annotations.Nullable;

/** The pools, the queue in front of them, and the connections that they lend. Safe for use by several threads. */
final class PooledConnections implements AutoCloseable {
    private final SharedParts shared;
    private final LeakDetector leaks;
    private final Admission admission;
    private final PoolFactory factory;
    private final PoolGenerations pools;
    private final GenerationalDataSource source;
    private final CallersConnections callers;

    PooledConnections(SharedParts shared) {
        this.shared = shared;
        PoolConfig pool = shared.config().pool();
        EngineContext context = shared.context();
        Borrowers borrowers = new Borrowers(pool.maxSize());
        this.leaks = new LeakDetector(
                shared.name(), shared.config().reports().leakThreshold(), context.clock(), context.ticker());
        this.admission = new Admission(
                pool.maxSize(),
                shared.config().gate().maxWaiting(),
                pool.acquireTimeout(),
                context.ticker(),
                context.tracer(),
                borrowers);
        this.factory = new PoolFactory(
                shared.config(),
                shared.connector(),
                shared.gates().connecting(),
                shared.suspicions()::doubtLogins,
                borrowers,
                shared.name());
        this.pools =
                new PoolGenerations(factory, admission::waiting, shared.gates().callers()::waiting, context.ticker());
        this.source = new GenerationalDataSource(
                pools,
                factory,
                shared.gates().callers(),
                shared.suspicions()::doubtLogins,
                context.ticker(),
                pool.acquireTimeout());
        this.callers = callers(shared, source, leaks);
    }

    private static CallersConnections callers(SharedParts shared, GenerationalDataSource source, LeakDetector leaks) {
        DatabaseConfig config = shared.config();
        Gates gates = shared.gates();
        Suspicions suspicions = shared.suspicions();
        return new CallersConnections(
                config.gate().refuseEarly() ? gates.callers()::refuseIfOverdue : () -> {},
                new PoolLender(
                        source,
                        new WritableServerWait(gates.writers(), gates.well(), suspicions::failed),
                        shared.connector().runs(),
                        suspicions::connectionLost),
                config.replay(),
                config.session(),
                leaks,
                config.pool().acquireTimeout(),
                shared.context().ticker());
    }

    /** Returns the queue in front of the pools. */
    Admission admission() {
        return admission;
    }

    /** Returns the current pool and its replacement. */
    PoolGenerations pools() {
        return pools;
    }

    /** Returns the source of pooled connections. */
    GenerationalDataSource source() {
        return source;
    }

    /** Returns the connections for data source callers. */
    CallersConnections callers() {
        return callers;
    }

    /** Registers HikariCP's JMX beans, if that is configured; otherwise returns null. */
    @Nullable
    PoolBeans registerBeans() {
        return shared.config().reports().mbeans() ? PoolBeans.register(shared.name(), pools, factory, leaks) : null;
    }

    /** Closes the pools: waits a few seconds for work in progress, then closes its connections. */
    @Override
    public void close() {
        source.close();
        leaks.close();
    }
}

package dev.lifeline.datasource;

import static java.util.Objects.requireNonNull;

import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.internal.recovery.EngineContext;
import dev.lifeline.datasource.internal.recovery.GuardedTracer;
import dev.lifeline.datasource.internal.recovery.RecoverySystem;
import dev.lifeline.datasource.schema.SchemaSetup;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import dev.lifeline.domain.port.out.OperationTracer;
import dev.lifeline.domain.time.Ticker;
import java.net.InetAddress;
import java.time.Clock;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;

/** Builder of a {@link LifelineDataSource}. Confined to one thread. */
public final class LifelineDataSourceBuilder {
    private final DatabaseConfig config;
    private ConnectionEventListener listener = event -> {};
    private OperationTracer tracer = new OperationTracer() {};
    private SchemaSetup setup = SchemaSetup.NONE;
    private UnaryOperator<EngineContext> context = UnaryOperator.identity();

    LifelineDataSourceBuilder(DatabaseConfig config) {
        this.config = config;
    }

    /**
     * Sets the listener, which receives all connection events, each on the thread on which it happens: that of the
     * recovery, of the sentinel or of a caller. None by default.
     */
    public LifelineDataSourceBuilder listener(ConnectionEventListener other) {
        this.listener = requireNonNull(other, "listener");
        return this;
    }

    /** Sets the tracer, which traces each operation on the thread that runs it. None by default. */
    public LifelineDataSourceBuilder tracer(OperationTracer other) {
        this.tracer = requireNonNull(other, "tracer");
        return this;
    }

    /** Sets the schema setup, which prepares the application's tables before callers proceed. None by default. */
    public LifelineDataSourceBuilder schema(SchemaSetup other) {
        this.setup = requireNonNull(other, "schema");
        return this;
    }

    /** Replaces clocks and limits in tests. */
    LifelineDataSourceBuilder context(UnaryOperator<EngineContext> change) {
        this.context = change;
        return this;
    }

    /** Returns the settings. */
    public DatabaseConfig config() {
        return config;
    }

    /** Opens the data source. Does not block: it connects in the background until {@link LifelineDataSource#close}. */
    public LifelineDataSource open() {
        var listeners = new EventListeners();
        listeners.add(listener);
        return new LifelineDataSource(start(listeners), listeners);
    }

    DataSourceLifecycle.Opened start(EventListeners listeners) {
        OperationTracer guarded = new GuardedTracer(tracer);
        Random random = new Random(ThreadLocalRandom.current().nextLong());
        EngineContext standard =
                new EngineContext(Clock.systemUTC(), Ticker.system(), random, InetAddress::getAllByName, guarded);
        EngineContext changed = context.apply(standard);
        return new DataSourceLifecycle.Opened(
                new RecoverySystem(config, setup, listeners, changed), changed, config.operationDeadline());
    }
}

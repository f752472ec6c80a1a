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

    /** Sets the listener, which gets all events of the connection on a thread of its own. By default there is none. */
    public LifelineDataSourceBuilder listener(ConnectionEventListener other) {
        this.listener = requireNonNull(other, "listener");
        return this;
    }

    /** Sets the tracer, which follows each operation on the thread that calls. By default there is none. */
    public LifelineDataSourceBuilder tracer(OperationTracer other) {
        this.tracer = requireNonNull(other, "tracer");
        return this;
    }

    /** Sets what prepares the application's own tables before callers are let through. By default there is nothing. */
    public LifelineDataSourceBuilder schema(SchemaSetup other) {
        this.setup = requireNonNull(other, "schema");
        return this;
    }

    /** Changes clocks and bounds, for tests. */
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
        OperationTracer guarded = new GuardedTracer(tracer);
        Random random = new Random(ThreadLocalRandom.current().nextLong());
        EngineContext standard =
                new EngineContext(Clock.systemUTC(), Ticker.system(), random, InetAddress::getAllByName, guarded);
        EngineContext changed = context.apply(standard);
        return new LifelineDataSource(
                new RecoverySystem(config, setup, listener, changed), changed, config.operationDeadline());
    }
}

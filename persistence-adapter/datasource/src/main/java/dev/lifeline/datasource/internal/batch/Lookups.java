package dev.lifeline.persistence.internal.policy;

import dev.lifeline.domain.connection.DatabaseOperation;
import dev.lifeline.domain.port.out.OperationTracer;
import dev.lifeline.domain.time.Ticker;
import dev.lifeline.persistence.config.BatchConfig;
import dev.lifeline.persistence.config.DatabaseConfig;
import dev.lifeline.persistence.config.PoolConfig;
import dev.lifeline.persistence.internal.batch.BatchLimits;
import dev.lifeline.persistence.internal.batch.Batcher;
import dev.lifeline.persistence.internal.batch.Entrance;
import dev.lifeline.persistence.internal.batch.Rows;
import dev.lifeline.persistence.lookup.Lookup;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Makes look-ups that share statements while the database is busy. Safe for use by several threads. */
public final class Lookups {
    /** Several times what a look-up takes: who waits longer than that waits for something slow, or stuck. */
    private static final Duration PATIENCE = Duration.ofMillis(20);

    private final ResilientExecutor executor;
    private final Entrance entrance;
    private final DatabaseConfig config;
    private final Ticker ticker;
    private final OperationTracer tracer;

    /**
     * @param executor runs each statement, for however many
     * @param entrance what each caller has to pass by himself
     * @param tracer told of each look-up, on the thread that calls for it
     */
    public Lookups(
            ResilientExecutor executor,
            Entrance entrance,
            DatabaseConfig config,
            Ticker ticker,
            OperationTracer tracer) {
        this.executor = executor;
        this.entrance = entrance;
        this.config = config;
        this.ticker = ticker;
        this.tracer = tracer;
    }

    /**
     * Look-ups of one kind.
     *
     * @param one asks for one row, once
     * @param many asks for several with one statement, once
     */
    public <K, V> Lookup<K, V> of(
            DatabaseOperation operation, Function<K, Optional<V>> one, Function<Collection<K>, Map<K, V>> many) {
        Lookup<K, V> batcher = batcher(new ResilientRows<>(executor, one, many));
        return key -> tracer.trace(operation, () -> batcher.find(key));
    }

    private <K, V> Lookup<K, V> batcher(Rows<K, V> rows) {
        PoolConfig pool = config.pool();
        BatchConfig batch = config.batch();
        var limits = new BatchLimits(
                Math.min(batch.statements(), pool.maxSize()),
                pool.maxSize(),
                PATIENCE,
                batch.maxSize(),
                pool.acquireTimeout(),
                config.operationDeadline());
        return new Batcher<>(rows, entrance, limits, ticker);
    }
}

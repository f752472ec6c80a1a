package dev.lifeline.datasource.internal.batch;

import dev.lifeline.datasource.config.BatchConfig;
import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.PoolConfig;
import dev.lifeline.datasource.internal.operation.ResilientExecutor;
import dev.lifeline.datasource.work.Lookup;
import dev.lifeline.domain.connection.DatabaseOperation;
import dev.lifeline.domain.port.out.OperationTracer;
import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;

/** Makes look-ups that share statements while the database is busy. Safe for use by several threads. */
public final class Lookups {
    /** Several times what a look-up takes: who waits longer than that waits for something slow, or stuck. */
    private static final Duration PATIENCE = Duration.ofMillis(20);

    private final ResilientExecutor executor;
    private final BatchEntry entrance;
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
            BatchEntry entrance,
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
     * Returns look-ups of one kind.
     *
     * @param rows finds the rows of some keys with one statement, once
     */
    public <K, V> Lookup<K, V> of(DatabaseOperation operation, Function<Collection<K>, Map<K, V>> rows) {
        Lookup<K, V> batcher = batcher(new RetriedRows<>(executor, rows));
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

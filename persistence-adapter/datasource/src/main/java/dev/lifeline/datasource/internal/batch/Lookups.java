package dev.lifeline.datasource.internal.batch;

import dev.lifeline.datasource.config.BatchConfig;
import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.PoolConfig;
import dev.lifeline.datasource.internal.operation.OperationRunner;
import dev.lifeline.datasource.work.KeyedQuery;
import dev.lifeline.datasource.work.Lookup;
import dev.lifeline.domain.connection.DatabaseOperation;
import dev.lifeline.domain.port.out.OperationTracer;
import dev.lifeline.domain.time.Ticker;
import java.time.Duration;

/** Makes look-ups that share statements while the database is busy. Safe for use by several threads. */
public final class Lookups {
    /** Several times what a look-up takes: who waits longer than that waits for something slow, or stuck. */
    private static final Duration PATIENCE = Duration.ofMillis(20);

    private final OperationRunner runner;
    private final BatchEntry entrance;
    private final DatabaseConfig config;
    private final Ticker ticker;
    private final OperationTracer tracer;

    /**
     * @param runner runs each statement, for however many
     * @param entrance what each caller has to pass by himself
     * @param tracer told of each look-up, on the thread that calls for it
     */
    public Lookups(
            OperationRunner runner, BatchEntry entrance, DatabaseConfig config, Ticker ticker, OperationTracer tracer) {
        this.runner = runner;
        this.entrance = entrance;
        this.config = config;
        this.ticker = ticker;
        this.tracer = tracer;
    }

    /**
     * Returns look-ups of one kind.
     *
     * @param query finds the rows of some keys with one statement, once
     */
    public <K, V> Lookup<K, V> of(DatabaseOperation operation, KeyedQuery<K, V> query) {
        Batcher<K, V> batcher = batcher(new RetriedRows<>(runner, query));
        return new BoundedLookup<>(batcher, operation, tracer, config.operationDeadline(), ticker);
    }

    private <K, V> Batcher<K, V> batcher(Rows<K, V> rows) {
        PoolConfig pool = config.pool();
        BatchConfig batch = config.batch();
        var limits = new BatchLimits(
                Math.min(batch.statements(), pool.maxSize()),
                pool.maxSize(),
                PATIENCE,
                batch.maxSize(),
                pool.acquireTimeout());
        return new Batcher<>(rows, entrance, limits, ticker);
    }
}

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

/** Creates batched look-ups. Safe for use by several threads. */
public final class Lookups {
    /**
     * Wait after which a running statement is considered slow or stuck: several times the duration of a usual look-up.
     */
    private static final Duration PATIENCE = Duration.ofMillis(20);

    private final OperationRunner runner;
    private final BatchEntry entry;
    private final DatabaseConfig config;
    private final Ticker ticker;
    private final OperationTracer tracer;

    /**
     * @param runner runs each statement
     * @param entry admission that each caller passes individually
     * @param tracer traces each look-up on the thread that runs it
     */
    public Lookups(
            OperationRunner runner, BatchEntry entry, DatabaseConfig config, Ticker ticker, OperationTracer tracer) {
        this.runner = runner;
        this.entry = entry;
        this.config = config;
        this.ticker = ticker;
        this.tracer = tracer;
    }

    /**
     * Creates look-ups of one kind.
     *
     * @param query finds the rows of several keys with one statement
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
        return new Batcher<>(rows, entry, limits, ticker);
    }
}

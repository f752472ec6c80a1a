package dev.lifeline.datasource.internal.batch;

import dev.lifeline.datasource.internal.operation.Deadline;
import dev.lifeline.datasource.work.Lookup;
import dev.lifeline.domain.connection.DatabaseOperation;
import dev.lifeline.domain.port.out.OperationTracer;
import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import java.util.Optional;

/**
 * Look-ups of one kind, each traced and with a deadline.
 *
 * @param limit longest duration of a look-up
 */
record BoundedLookup<K, V>(
        Batcher<K, V> batcher, DatabaseOperation operation, OperationTracer tracer, Duration limit, Ticker ticker)
        implements Lookup<K, V> {

    @Override
    public Optional<V> find(K key) {
        return find(key, limit);
    }

    @Override
    public Optional<V> find(K key, Duration callersLimit) {
        Duration own = Deadline.shorter(callersLimit, limit);
        return tracer.trace(operation, () -> batcher.find(key, Deadline.in(own, ticker)));
    }
}

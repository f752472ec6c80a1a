package dev.lifeline.datasource.internal.batch;

import dev.lifeline.datasource.internal.operation.Deadline;
import dev.lifeline.datasource.internal.operation.Operation;
import dev.lifeline.datasource.internal.operation.OperationRunner;
import dev.lifeline.datasource.work.KeyedQuery;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads rows through the operation runner, which retries. Safe for use by several threads. */
final class RetriedRows<K, V> implements Rows<K, V> {
    private final OperationRunner runner;
    private final KeyedQuery<K, V> query;

    /** @param query finds the rows of several keys with one statement */
    RetriedRows(OperationRunner runner, KeyedQuery<K, V> query) {
        this.runner = runner;
        this.query = query;
    }

    @Override
    public Optional<V> one(K key, Deadline deadline) {
        return Optional.ofNullable(many(List.of(key), deadline).get(key));
    }

    @Override
    public Map<K, V> many(Collection<K> keys, Deadline deadline) {
        return runner.run(Operation.read(deadline, connection -> query.find(connection, keys)));
    }
}

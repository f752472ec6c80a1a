package dev.lifeline.datasource.internal.batch;

import dev.lifeline.datasource.internal.operation.ResilientExecutor;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Rows that are asked for under the recovery engine's policies. Safe for use by several threads. */
final class RetriedRows<K, V> implements Rows<K, V> {
    private final ResilientExecutor executor;
    private final Function<Collection<K>, Map<K, V>> rows;

    /**
     * @param rows finds the rows of some keys with one statement, once
     */
    RetriedRows(ResilientExecutor executor, Function<Collection<K>, Map<K, V>> rows) {
        this.executor = executor;
        this.rows = rows;
    }

    @Override
    public Optional<V> one(K key) {
        return Optional.ofNullable(many(List.of(key)).get(key));
    }

    @Override
    public Map<K, V> many(Collection<K> keys) {
        return executor.run(() -> rows.apply(keys));
    }
}

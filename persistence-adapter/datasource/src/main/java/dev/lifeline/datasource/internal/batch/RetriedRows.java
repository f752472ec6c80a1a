package dev.lifeline.persistence.internal.policy;

import dev.lifeline.persistence.internal.batch.Rows;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Rows that are asked for under the recovery engine's policies. Safe for use by several threads. */
final class ResilientRows<K, V> implements Rows<K, V> {
    private final ResilientExecutor executor;
    private final Function<K, Optional<V>> one;
    private final Function<Collection<K>, Map<K, V>> many;

    /**
     * @param one asks for one row, once
     * @param many asks for several with one statement, once
     */
    ResilientRows(ResilientExecutor executor, Function<K, Optional<V>> one, Function<Collection<K>, Map<K, V>> many) {
        this.executor = executor;
        this.one = one;
        this.many = many;
    }

    @Override
    public Optional<V> one(K key) {
        return executor.run(() -> one.apply(key));
    }

    @Override
    public Map<K, V> many(Collection<K> keys) {
        return executor.run(() -> many.apply(keys));
    }
}

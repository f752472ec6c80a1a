package dev.lifeline.datasource.internal.failure;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A throwable with its causes and the exceptions chained to an {@link SQLException}. */
final class ExceptionChain {
    private final List<Throwable> all;

    private ExceptionChain(List<Throwable> all) {
        this.all = all;
    }

    /**
     * Collects the chain in order: each exception, then its chained exceptions, then its cause. Omits wrappers of
     * batches.
     */
    static ExceptionChain of(Throwable thrown) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Throwable> all = new ArrayList<>();
        Deque<Throwable> open = new ArrayDeque<>();
        open.push(thrown);
        while (!open.isEmpty()) {
            Throwable next = open.pop();
            if (seen.add(next)) {
                if (!BatchFailure.isWrapper(next)) {
                    all.add(next);
                }
                push(open, next.getCause());
                if (next instanceof SQLException sql) {
                    push(open, sql.getNextException());
                }
            }
        }
        return new ExceptionChain(all);
    }

    private static void push(Deque<Throwable> open, @Nullable Throwable thrown) {
        if (thrown != null) {
            open.push(thrown);
        }
    }

    <T extends Throwable> Optional<T> first(Class<T> type) {
        return all.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    boolean has(Class<? extends Throwable> type) {
        return first(type).isPresent();
    }

    List<SQLException> sqlExceptions() {
        return all.stream()
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .toList();
    }
}

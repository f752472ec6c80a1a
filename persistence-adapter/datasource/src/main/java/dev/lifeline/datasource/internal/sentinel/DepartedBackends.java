package dev.lifeline.datasource.internal.sentinel;

import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Backends of connections that were closed locally, until they are known to have ended. Safe for use by several
 * threads.
 */
final class DepartedBackends {
    /** Limit, more than a pool has; the oldest are dropped. */
    private static final int MOST = 1_000;

    private final Queue<Backend> backends = new ConcurrentLinkedQueue<>();

    void addAll(Collection<Backend> closed) {
        backends.addAll(closed);
        while (backends.size() > MOST) {
            backends.poll();
        }
    }

    List<Backend> list() {
        return List.copyOf(backends);
    }

    /** Removes backends that have ended. */
    void removeAll(Collection<Backend> ended) {
        ended.forEach(backends::remove);
    }
}

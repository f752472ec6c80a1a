package dev.lifeline.app.http.limit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts what each client has at present, such as its connections. A client that has none takes no memory. Safe for use
 * by several threads.
 *
 * @param <C> client, for instance its address
 */
final class ClientCounts<C> {
    private final Map<C, Integer> counts = new ConcurrentHashMap<>();

    /** Counts one more, and returns how many the client has now. */
    int add(C client) {
        return counts.merge(client, 1, Integer::sum);
    }

    /** Counts one less. Without effect if the client has none. */
    void remove(C client) {
        counts.computeIfPresent(client, (key, count) -> count == 1 ? null : count - 1);
    }
}

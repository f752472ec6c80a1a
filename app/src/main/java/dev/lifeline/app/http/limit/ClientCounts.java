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

    /** Adds one to the count of a client, and returns the new count. */
    int add(C client) {
        return counts.merge(client, 1, Integer::sum);
    }

    /** Takes one from the count of a client. Has no effect if the count is zero. */
    void remove(C client) {
        counts.computeIfPresent(client, (key, count) -> count == 1 ? null : count - 1);
    }
}

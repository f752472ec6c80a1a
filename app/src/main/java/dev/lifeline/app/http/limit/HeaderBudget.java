package dev.lifeline.app.http.limit;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.glassfish.grizzly.Connection;

/**
 * Memory of all requests whose headers are incomplete. Beyond it, those that began earliest lose their connections. The
 * handshake of a TLS connection counts as such a request. Never blocks for long. Safe for use by several threads.
 */
final class HeaderBudget {
    /** Memory that a request with incomplete headers takes in addition to the bytes that have arrived. */
    static final int OVERHEAD = 12 * 1024;

    private final long max;
    private final Map<ClientProgress, Long> incomplete = new LinkedHashMap<>();
    private long used;

    /** @param max the budget, in bytes */
    HeaderBudget(long max) {
        this.max = max;
    }

    /**
     * Records that further bytes of incomplete headers have arrived.
     *
     * @return the connections to close, because there is no more room for their requests
     */
    synchronized List<Connection<?>> charge(ClientProgress client, long bytes) {
        if (!client.connection().isOpen()) {
            return List.of();
        }
        long more = incomplete.containsKey(client) ? bytes : OVERHEAD + bytes;
        incomplete.merge(client, more, Long::sum);
        used += more;
        return used > max ? evicted() : List.of();
    }

    private List<Connection<?>> evicted() {
        List<Connection<?>> connections = new ArrayList<>();
        Iterator<Map.Entry<ClientProgress, Long>> oldest = incomplete.entrySet().iterator();
        while (used > max && oldest.hasNext()) {
            Map.Entry<ClientProgress, Long> one = oldest.next();
            used -= one.getValue();
            connections.add(one.getKey().connection());
            oldest.remove();
        }
        return connections;
    }

    /** Releases the memory of a client's headers, which are complete. */
    synchronized void release(ClientProgress client) {
        Long bytes = incomplete.remove(client);
        if (bytes != null) {
            used -= bytes;
        }
    }

    /** Releases the memory of closed connections. To be called regularly: one may end while it is charged. */
    synchronized void forgetClosed() {
        List<ClientProgress> closed = incomplete.keySet().stream()
                .filter(client -> !client.connection().isOpen())
                .toList();
        closed.forEach(this::release);
    }

    /** Returns the reserved memory, in bytes. */
    synchronized long used() {
        return used;
    }
}

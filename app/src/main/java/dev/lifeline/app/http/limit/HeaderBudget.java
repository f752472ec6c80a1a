package dev.lifeline.app.http.limit;

import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.glassfish.grizzly.Connection;

/**
 * Memory of all requests whose headers are incomplete. Beyond it, those that began earliest lose their connections, if
 * they are not young. The handshake of a TLS connection counts as such a request. Never blocks for long. Safe for use
 * by several threads.
 */
final class HeaderBudget {
    /** Memory that a request with incomplete headers takes in addition to the bytes that have arrived. */
    static final int OVERHEAD = 12 * 1024;

    /** On an ordinary network, headers and handshakes are complete within this time. */
    static final Duration YOUNG = Duration.ofMillis(250);

    /** Young ones may take as much of the budget together, so that many clients can connect at the same time. */
    private static final int MOST_OF_YOUNG = 4;

    private final long max;
    private final Ticker ticker;
    private final Map<ClientProgress, Incomplete> incomplete = new LinkedHashMap<>();
    private long used;

    /** @param max the budget, in bytes */
    HeaderBudget(long max, Ticker ticker) {
        this.max = max;
        this.ticker = ticker;
    }

    /** What a client has reserved since its headers began. */
    private static final class Incomplete {
        private final long since;
        private long bytes;

        Incomplete(long since) {
            this.since = since;
        }
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
        Incomplete reserved = incomplete.get(client);
        long more = bytes;
        if (reserved == null) {
            reserved = new Incomplete(ticker.nanos());
            incomplete.put(client, reserved);
            more += OVERHEAD;
        }
        reserved.bytes += more;
        used += more;
        return used > max ? evicted() : List.of();
    }

    private List<Connection<?>> evicted() {
        long now = ticker.nanos();
        List<Connection<?>> connections = new ArrayList<>();
        Iterator<Map.Entry<ClientProgress, Incomplete>> oldest =
                incomplete.entrySet().iterator();
        while (used > max && oldest.hasNext()) {
            Map.Entry<ClientProgress, Incomplete> one = oldest.next();
            if (now - one.getValue().since < YOUNG.toNanos() && used <= MOST_OF_YOUNG * max) {
                break;
            }
            used -= one.getValue().bytes;
            connections.add(one.getKey().connection());
            oldest.remove();
        }
        return connections;
    }

    /** Releases the memory of a client's headers, which are complete. */
    synchronized void release(ClientProgress client) {
        Incomplete reserved = incomplete.remove(client);
        if (reserved != null) {
            used -= reserved.bytes;
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

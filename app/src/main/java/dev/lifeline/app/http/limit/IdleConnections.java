package dev.lifeline.app.http.limit;

import dev.lifeline.app.http.grizzly.ClientDisconnects;
import dev.lifeline.app.http.grizzly.LazyReadInterest;
import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.glassfish.grizzly.Connection;
import org.jspecify.annotations.Nullable;

/**
 * Connections that wait for no answer, in the order in which they are given up for new ones. A search through all
 * connections is slow, so what it finds is kept for further calls, until {@link #forget} is called. Safe for use by
 * several threads.
 */
final class IdleConnections {
    /** A client that has sent several requests, and the last one within this time, keeps its connection. */
    private static final long IN_USE = Duration.ofSeconds(1).toNanos();

    /** The first request of a new connection arrives within this time on an ordinary network. */
    private static final long NEW = Duration.ofMillis(250).toNanos();

    /**
     * Connections with a single request or none come first: a flood of connections would otherwise replace those of
     * clients that keep theirs and are about to send the next request.
     */
    private static final Comparator<Idle> LEAST_MISSED =
            Comparator.comparing(Idle::returning).thenComparing(Idle::compareLastRead);

    private static final int FEW = 32;

    private final Supplier<Stream<ClientProgress>> clients;
    private final Ticker ticker;
    private final Queue<Idle> found = new ArrayDeque<>();

    /** @param clients finds the clients of all connections */
    IdleConnections(Supplier<Stream<ClientProgress>> clients, Ticker ticker) {
        this.clients = clients;
        this.ticker = ticker;
    }

    /** An idle connection with what it is sorted by, which may change during the sort. */
    private record Idle(ClientProgress client, boolean returning, long lastRead) {
        private static Idle of(ClientProgress client) {
            return new Idle(client, client.isReturning(), client.lastRead());
        }

        private int compareLastRead(Idle other) {
            return Long.signum(lastRead - other.lastRead);
        }

        /** Returns how long the connection is kept after something happened on it, in nanoseconds. */
        long protection() {
            return returning ? IN_USE : client.isFirstRequest() ? NEW : 0;
        }

        boolean isStill() {
            return isIdle(client)
                    && !ClientDisconnects.hasUnreadBytes(client.connection())
                    && client.lastRead() == lastRead
                    && client.isReturning() == returning;
        }
    }

    /** Returns the connection that is missed least, and not again; null if none is idle. */
    synchronized @Nullable Connection<?> next() {
        Connection<?> known = nextFound();
        if (known != null) {
            return known;
        }
        search();
        return nextFound();
    }

    private @Nullable Connection<?> nextFound() {
        for (Idle one = found.poll(); one != null; one = found.poll()) {
            if (one.isStill()) {
                return one.client().connection();
            }
        }
        return null;
    }

    /**
     * Keeps all connections with a single request or none, or otherwise a few of the others: later connections with a
     * single request come before those.
     */
    private void search() {
        long now = ticker.nanos();
        List<Idle> all = clients.get()
                .filter(IdleConnections::isIdle)
                .map(Idle::of)
                .filter(idle -> now - idle.lastRead() >= idle.protection())
                .sorted(LEAST_MISSED)
                .toList();
        all.stream().takeWhile(idle -> !idle.returning()).forEach(found::add);
        if (found.isEmpty()) {
            all.stream().limit(FEW).forEach(found::add);
        }
    }

    private static boolean isIdle(ClientProgress client) {
        Connection<?> connection = client.connection();
        return connection.isOpen() && !LazyReadInterest.isBusy(connection);
    }

    /** Forgets the connections that were found: closed ones must not stay in memory. Must be called regularly. */
    synchronized void forget() {
        found.clear();
    }
}

package dev.lifeline.app.http.limit;

import dev.lifeline.app.http.grizzly.ClientDisconnects;
import dev.lifeline.app.http.grizzly.SelectorThread;
import dev.lifeline.app.http.limit.RequestQueue.Waiting;
import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.jspecify.annotations.Nullable;

/**
 * First requests of connections, of one kind: few are handled at once, and others wait until they are parsed. Safe for
 * use by several threads.
 */
final class FirstRequests {
    /** Time after which a request is parsed even if there is no room; then it is refused. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    /** Requests that end at least this often make room for others. */
    private static final long RECENT = Duration.ofMillis(500).toNanos();

    /** Part of the room for requests that is given to others at once when none has ended. */
    private static final int SHARE = 4;

    private final RequestLimit limit;
    private final RequestQueue<FilterChainContext> queue;
    private final Ticker ticker;
    private volatile long lastEnd;

    /**
     * @param max maximum number of requests that are parsed and have not ended
     * @param maxNew maximum number of first requests among them
     * @param places maximum number of requests that wait
     */
    FirstRequests(int max, int maxNew, int places, Ticker ticker) {
        this.limit = new RequestLimit(max, maxNew, this::requestEnded);
        this.queue = new RequestQueue<>(places, LONGEST_WAIT, ticker);
        this.ticker = ticker;
        this.lastEnd = ticker.nanos() - RECENT;
    }

    RequestLimit limit() {
        return limit;
    }

    private int room() {
        return limit.roomForNewConnections(queue.size());
    }

    /** Returns whether the next request can be parsed now. */
    boolean haveRoom() {
        return !queue.hasPlaces() || (queue.isEmpty() && room() > 0);
    }

    /**
     * Lets a request wait. If the places of its sender are taken, refuses the sender's oldest one: its client has
     * waited longest and is the first to give up. If all places are taken, refuses one of a sender with many.
     */
    void add(FilterChainContext request, int sender) {
        Waiting<FilterChainContext> removed = queue.add(request, sender);
        if (removed != null) {
            SelectorThread.run(removed.request().getConnection(), () -> goOn(removed.request(), true));
        }
    }

    /**
     * Returns whether no further request can wait at present, but can soon, because requests end. While the database is
     * lost, none may end.
     */
    boolean areFullForNow() {
        return queue.isFull() && ticker.nanos() - lastEnd < RECENT;
    }

    /** Records that a request has ended, so that the next one need not wait. */
    void requestEnded() {
        lastEnd = ticker.nanos();
        if (!queue.isEmpty() && room() > 0) {
            resume(queue.poll());
        }
    }

    /**
     * Resumes requests that have waited for too long, and some of those for which there is room although no other
     * request has ended: the last one that was resumed may have been incomplete. Must be called regularly.
     */
    void resumeStalled() {
        if (queue.isEmpty()) {
            return;
        }
        for (int room = room(); room > 0; room -= SHARE) {
            resume(queue.poll());
        }
        for (Waiting<FilterChainContext> late = queue.pollLate(); late != null; late = queue.pollLate()) {
            resume(late);
        }
    }

    private void resume(@Nullable Waiting<FilterChainContext> waiting) {
        if (waiting != null) {
            SelectorThread.run(waiting.request().getConnection(), () -> parse(waiting));
        }
    }

    private void parse(Waiting<FilterChainContext> waiting) {
        Connection<?> connection = waiting.request().getConnection();
        if (ClientDisconnects.hasLeft(connection)) {
            connection.terminateSilently(); // then the next one is resumed
        } else if (room() == 0 && !queue.isLate(waiting)) {
            queue.putBack(waiting); // others took the room meanwhile
        } else {
            goOn(waiting.request(), false);
        }
    }

    /** Passes a request to the parser; it is refused afterwards if it is one too many. */
    private static void goOn(FilterChainContext request, boolean isOneTooMany) {
        ClientProgress client = SlowClients.progress(request.getConnection());
        if (client != null) {
            if (isOneTooMany) {
                client.isOneTooMany();
            }
            client.bytesArrived();
        }
        request.resume(request.getInvokeAction());
    }
}

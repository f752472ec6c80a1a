package dev.lifeline.app.http.limit;

import dev.lifeline.app.request.RequestTarget;
import java.util.function.Predicate;

/**
 * Bounds the event streams of one client address, so that one client cannot take all of them. Safe for use by several
 * threads.
 */
final class EventStreamLimit {
    /** Maximum number of streams of one client address: half of all streams. */
    static final int MOST = 32;

    private static final String EVENTS = "/api/monitoring/events";

    private final ClientCounts<String> streams = new ClientCounts<>();

    static boolean concerns(String path) {
        return RequestTarget.matched(path).equals(EVENTS);
    }

    /**
     * Starts a stream, or refuses it.
     *
     * @param client address of the client
     * @param executor runs a task on another thread, or returns false if there is no room for it
     */
    void start(String client, Runnable stream, Predicate<Runnable> executor, Runnable refusal) {
        if (streams.add(client) > MOST || !executor.test(leavingAfter(client, stream))) {
            streams.remove(client);
            refusal.run();
        }
    }

    private Runnable leavingAfter(String client, Runnable stream) {
        return () -> {
            try {
                stream.run();
            } finally {
                streams.remove(client);
            }
        };
    }
}

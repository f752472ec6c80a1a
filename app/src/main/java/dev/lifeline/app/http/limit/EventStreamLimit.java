package dev.lifeline.app.http.limit;

import dev.lifeline.app.request.RequestTarget;
import java.util.Optional;
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
     * @param client address of the client; empty for one whose streams are not counted
     * @param executor runs a task on another thread, or returns false if there is no room for it
     */
    void start(Optional<String> client, Runnable stream, Predicate<Runnable> executor, Runnable refusal) {
        boolean isStarted =
                client.map(address -> start(address, stream, executor)).orElseGet(() -> executor.test(stream));
        if (!isStarted) {
            refusal.run();
        }
    }

    private boolean start(String client, Runnable stream, Predicate<Runnable> executor) {
        if (streams.add(client) <= MOST && executor.test(leavingAfter(client, stream))) {
            return true;
        }
        streams.remove(client);
        return false;
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

package dev.lifeline.app.http.limit;

import dev.lifeline.app.request.RequestTarget;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;

/**
 * Bounds the requests for event streams, of which each takes a thread, and the streams of one client address, so that
 * one client cannot take all of them. Safe for use by several threads.
 */
final class EventStreamLimit {
    /** Maximum number of streams of one client address: half of all streams. */
    static final int MOST = 32;

    /** All streams, and some requests that replace an old one or are refused. */
    static final int MOST_REQUESTS = 80;

    static final String EVENTS = "/api/monitoring/events";

    private final Semaphore places = new Semaphore(MOST_REQUESTS);
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
        boolean isStarted = start(stream, task -> client.map(address -> start(address, task, executor))
                .orElseGet(() -> executor.test(task)));
        if (!isStarted) {
            refusal.run();
        }
    }

    private boolean start(Runnable stream, Predicate<Runnable> executor) {
        if (!places.tryAcquire()) {
            return false;
        }
        boolean isStarted = executor.test(ending(stream, places::release));
        if (!isStarted) {
            places.release();
        }
        return isStarted;
    }

    private boolean start(String client, Runnable stream, Predicate<Runnable> executor) {
        if (streams.add(client) <= MOST && executor.test(ending(stream, () -> streams.remove(client)))) {
            return true;
        }
        streams.remove(client);
        return false;
    }

    private static Runnable ending(Runnable stream, Runnable end) {
        return () -> {
            try {
                stream.run();
            } finally {
                end.run();
            }
        };
    }
}

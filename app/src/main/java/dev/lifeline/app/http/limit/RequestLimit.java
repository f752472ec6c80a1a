package dev.lifeline.app.http.limit;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Counts the requests that are being handled or wait for that, without event streams and probes. Safe for use by
 * several threads.
 */
final class RequestLimit {
    /** More requests than busy clients, and proxies that open a connection for each, let wait. */
    private static final int FLOOD = 500;

    private static final int SHARE_IN_FLOOD = 3;

    private final int max;
    private final int maxNew;
    private final Runnable ended;
    private final AtomicInteger underWay = new AtomicInteger();

    /** First requests of connections that have a thread. */
    private final AtomicInteger handled = new AtomicInteger();

    /**
     * @param max maximum number of requests
     * @param maxNew maximum number of first requests of connections; at most three quarters of all
     * @param ended runs at the end of each first request; must not block
     */
    RequestLimit(int max, int maxNew, Runnable ended) {
        this.max = max;
        this.maxNew = Math.min(maxNew, max - max / 4);
        this.ended = ended;
    }

    /** Returns whether another request may be handled. */
    boolean isRoom() {
        return underWay.get() < max;
    }

    /**
     * Returns how many first requests of connections may be handled in addition: few, so that those of connections that
     * have had an answer before need not wait for many of them. In a flood even fewer, so that the thread that reads
     * has enough of the processors: all new clients wait for it.
     *
     * @param waiting the number of first requests that wait
     */
    int roomForNewConnections(int waiting) {
        int most = waiting < FLOOD ? maxNew : Math.max(1, maxNew / SHARE_IN_FLOOD);
        return Math.max(0, Math.min(most - handled.get(), max - underWay.get()));
    }

    /** Starts a task, now or later, or refuses it. */
    void start(Runnable task, Start starter, Runnable refusal) {
        underWay.incrementAndGet();
        starter.start(
                () -> {
                    try {
                        task.run();
                    } finally {
                        underWay.decrementAndGet();
                    }
                },
                () -> {
                    underWay.decrementAndGet();
                    refusal.run();
                });
    }

    /**
     * Returns an executor that counts the tasks of first requests until their end.
     *
     * @param executor runs a task on another thread, or returns false if there is no room for it
     */
    Predicate<Runnable> counting(Predicate<Runnable> executor) {
        return task -> {
            handled.incrementAndGet();
            boolean isStarted = executor.test(() -> {
                try {
                    task.run();
                } finally {
                    leave();
                }
            });
            if (!isStarted) {
                leave();
            }
            return isStarted;
        };
    }

    private void leave() {
        handled.decrementAndGet();
        ended.run();
    }

    /** Runs either a task or its refusal, now or later. */
    interface Start {
        void start(Runnable task, Runnable refusal);
    }
}

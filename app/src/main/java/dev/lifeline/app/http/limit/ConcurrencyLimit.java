package dev.lifeline.app.http.limit;

import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how many tasks run at once. Others wait in a bounded queue, without a thread, for a limited time. Safe for use
 * by several threads.
 */
final class ConcurrencyLimit {
    private final int permits;
    private final int places;
    private final long longestWait;
    private final Ticker ticker;
    private final Queue<Waiting> queue = new ArrayDeque<>();
    private int running;

    ConcurrencyLimit(int permits, int places, Duration longestWait) {
        this(permits, places, longestWait, Ticker.system());
    }

    ConcurrencyLimit(int permits, int places, Duration longestWait, Ticker ticker) {
        this.permits = permits;
        this.places = places;
        this.longestWait = longestWait.toNanos();
        this.ticker = ticker;
    }

    private record Waiting(Runnable start, Runnable refuse, long since) {}

    /**
     * Starts a task, now or later, or refuses it.
     *
     * @param executor runs a task on another thread, or returns false if there is no room for it
     */
    void start(Runnable task, Predicate<Runnable> executor, Runnable refusal) {
        enter(
                () -> {
                    if (!executor.test(leavingAfter(task))) {
                        leave();
                        refusal.run();
                    }
                },
                refusal);
    }

    /**
     * Runs either the start of a task or its refusal, now or later, on this thread or that of another task. The end of
     * a started task must be reported to {@link #leave}.
     */
    void enter(Runnable start, Runnable refuse) {
        Runnable now = admit(start, refuse);
        now.run();
    }

    private synchronized Runnable admit(Runnable start, Runnable refuse) {
        if (running < permits) {
            running++;
            return start;
        }
        if (queue.size() >= places) {
            return refuse;
        }
        queue.add(new Waiting(start, refuse, ticker.nanos()));
        return () -> {};
    }

    /** Returns a task that runs the given one, and then reports its end. */
    Runnable leavingAfter(Runnable task) {
        return () -> {
            try {
                task.run();
            } finally {
                leave();
            }
        };
    }

    /** Starts the next task, because one has ended or will not run. */
    void leave() {
        for (Waiting next = poll(); next != null; next = poll()) {
            if (ticker.nanos() - next.since() <= longestWait) {
                next.start().run();
                return;
            }
            next.refuse().run();
        }
    }

    private synchronized @Nullable Waiting poll() {
        Waiting next = queue.poll();
        if (next == null) {
            running--;
        }
        return next;
    }
}

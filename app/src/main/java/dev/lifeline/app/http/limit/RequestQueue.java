package dev.lifeline.app.http.limit;

import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Bounded queue that is served at both ends by turns: after a flood, clients that come later need not wait for its end,
 * and yet the flood moves on. Safe for use by several threads.
 */
final class RequestQueue<T> {
    private final int places;
    private final long longestWait;
    private final Ticker ticker;
    private final Deque<Waiting<T>> queue = new ArrayDeque<>();
    private boolean lastIsNext;
    private volatile boolean empty = true;

    RequestQueue(int places, Duration longestWait, Ticker ticker) {
        this.places = places;
        this.longestWait = longestWait.toNanos();
        this.ticker = ticker;
    }

    /** @param since when the request began to wait */
    record Waiting<T>(T request, long since) {}

    /** Returns false if all places are taken. */
    synchronized boolean add(T request) {
        if (queue.size() >= places) {
            return false;
        }
        queue.addLast(new Waiting<>(request, ticker.nanos()));
        empty = false;
        return true;
    }

    /** Removes and returns the request whose turn it is; null if the queue is empty. */
    synchronized @Nullable Waiting<T> poll() {
        Waiting<T> next = lastIsNext ? queue.pollLast() : queue.pollFirst();
        lastIsNext = !lastIsNext;
        empty = queue.isEmpty();
        return next;
    }

    /** Returns a request that was removed to the front, even if all places are taken. */
    synchronized void putBack(Waiting<T> waiting) {
        queue.addFirst(waiting);
        empty = false;
    }

    /** Removes and returns a request that has waited for too long; null if there is none. */
    synchronized @Nullable Waiting<T> pollLate() {
        Waiting<T> first = queue.peekFirst();
        if (first == null || !isLate(first)) {
            return null;
        }
        queue.removeFirst();
        empty = queue.isEmpty();
        return first;
    }

    /** Returns whether a request has waited for too long. Does not lock. */
    boolean isLate(Waiting<T> waiting) {
        return ticker.nanos() - waiting.since() > longestWait;
    }

    /** Does not lock. */
    boolean isEmpty() {
        return empty;
    }

    /** Returns whether all places are taken; false if there are none. */
    synchronized boolean isFull() {
        return places > 0 && queue.size() >= places;
    }
}

package dev.lifeline.app.http.limit;

import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Bounded queue in which senders have turns, so that a flood of one sender delays only its own requests: stochastic
 * fairness queueing (McKenney, 1990), with lines to which senders are assigned by a hash. A sender has two lines
 * and uses the second one while the first is crowded, so that it seldom waits behind a flood of another one. Each line
 * is served at both ends by turns: after a flood, requests that come later need not wait for its end, and yet the
 * flood moves on. Safe for use by several threads.
 */
final class RequestQueue<T> {
    private static final int LINES = 1024;

    /** A line with so many requests more than another one is crowded. */
    private static final int CROWDED = 8;

    private final int places;
    private final int placesOfLine;
    private final long longestWait;
    private final Ticker ticker;
    private final List<Line<T>> lines =
            IntStream.range(0, LINES).mapToObj(i -> new Line<T>()).toList();
    private int turn;
    private volatile int size;

    /**
     * @param places maximum number of requests; those of one sender take three quarters of them at most
     */
    RequestQueue(int places, Duration longestWait, Ticker ticker) {
        this.places = places;
        this.placesOfLine = Math.max(1, places * 3 / 8);
        this.longestWait = longestWait.toNanos();
        this.ticker = ticker;
    }

    /** @param since when the request began to wait */
    record Waiting<T>(T request, Line<T> line, long since) {}

    /** Requests of a few senders; confined to the queue. */
    static final class Line<T> {
        private final Deque<Waiting<T>> waiting = new ArrayDeque<>();
        private boolean lastIsNext;

        Waiting<T> take() {
            Waiting<T> next = lastIsNext ? waiting.removeLast() : waiting.removeFirst();
            lastIsNext = !lastIsNext;
            return next;
        }
    }

    /** Returns the line for the next request of a sender. It is full only if both lines of the sender are. */
    private Line<T> line(int sender) {
        int number = Math.floorMod(sender, LINES);
        int distance = 1 + Math.floorMod(sender / LINES, LINES - 1);
        Line<T> first = lines.get(number);
        Line<T> second = lines.get((number + distance) % LINES);
        int more = first.waiting.size() - second.waiting.size();
        return more >= CROWDED || (more > 0 && isFull(first)) ? second : first;
    }

    private boolean isFull(Line<T> line) {
        return line.waiting.size() >= placesOfLine;
    }

    /**
     * Adds a request. If there is no place for it, removes another one: the oldest of the same sender if the sender's
     * places are taken, or the oldest of the longest line if all are. There must be {@linkplain #hasPlaces places}.
     *
     * @param sender any number that is the same for each request of a sender
     * @return the request that was removed, or null
     */
    synchronized @Nullable Waiting<T> add(T request, int sender) {
        Line<T> line = line(sender);
        Waiting<T> removed = null;
        if (isFull(line)) {
            removed = line.waiting.removeFirst();
        } else if (size >= places) {
            removed = longest().waiting.removeFirst();
        }
        line.waiting.addLast(new Waiting<>(request, line, ticker.nanos()));
        size += removed == null ? 1 : 0;
        return removed;
    }

    private Line<T> longest() {
        Line<T> longest = lines.get(0);
        for (Line<T> line : lines) {
            if (line.waiting.size() > longest.waiting.size()) {
                longest = line;
            }
        }
        return longest;
    }

    /** Removes and returns the request whose turn it is; null if the queue is empty. */
    synchronized @Nullable Waiting<T> poll() {
        for (int i = 0; i < LINES; i++) {
            Line<T> line = lines.get(turn);
            turn = (turn + 1) % LINES;
            if (!line.waiting.isEmpty()) {
                size--;
                return line.take();
            }
        }
        return null;
    }

    /** Returns a request that was removed to the front of its line, even if all places are taken. */
    synchronized void putBack(Waiting<T> waiting) {
        waiting.line().waiting.addFirst(waiting);
        size++;
    }

    /** Removes and returns a request that has waited for too long; null if there is none. */
    synchronized @Nullable Waiting<T> pollLate() {
        for (Line<T> line : lines) {
            Waiting<T> first = line.waiting.peekFirst();
            if (first != null && isLate(first)) {
                size--;
                return line.waiting.removeFirst();
            }
        }
        return null;
    }

    /** Returns whether a request has waited for too long. Does not lock. */
    boolean isLate(Waiting<T> waiting) {
        return ticker.nanos() - waiting.since() > longestWait;
    }

    /** Does not lock. */
    int size() {
        return size;
    }

    /** Does not lock. */
    boolean isEmpty() {
        return size == 0;
    }

    /** Does not lock. */
    boolean hasPlaces() {
        return places > 0;
    }

    /** Returns whether all places are taken; false if there are none. Does not lock. */
    boolean isFull() {
        return places > 0 && size >= places;
    }
}

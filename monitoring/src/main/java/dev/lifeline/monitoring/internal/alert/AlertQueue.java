package dev.lifeline.monitoring.internal.alert;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Queue of undelivered alerts, oldest first, with only the newest alert of each problem: the end of an outage makes the
 * alert about its start obsolete. Bounded: beyond the limit the oldest alert is dropped. Safe for use by several
 * threads.
 */
final class AlertQueue {
    /** Maximum number of waiting alerts: more than the problems of an hour, unless the database is unstable. */
    static final int MAX_WAITING = 100;

    private final Deque<QueuedAlert> queue = new ArrayDeque<>();
    private boolean closed;

    /** An alert that will not be sent, and why. */
    record Unsent(Alert alert, DeliveryResult result) {}

    /** Adds an alert and returns the alerts that it replaces or displaces. Does not wait for the delivery. */
    synchronized List<Unsent> put(QueuedAlert queued) {
        if (closed) {
            return List.of(new Unsent(queued.alert(), DeliveryResult.DROPPED));
        }
        var unsent = new ArrayList<Unsent>();
        for (QueuedAlert older : List.copyOf(queue)) {
            if (older.alert().isAboutTheSameAs(queued.alert())) {
                queue.remove(older);
                unsent.add(new Unsent(older.alert(), DeliveryResult.SUPERSEDED));
            }
        }
        queue.addLast(queued);
        if (queue.size() > MAX_WAITING) {
            unsent.add(new Unsent(queue.removeFirst().alert(), DeliveryResult.DROPPED));
        }
        notifyAll();
        return unsent;
    }

    /** Waits for the oldest alert and removes it; empty if the queue is empty and closed. */
    synchronized Optional<QueuedAlert> take() throws InterruptedException {
        while (queue.isEmpty() && !closed) {
            wait();
        }
        return Optional.ofNullable(queue.pollFirst());
    }

    /** Puts an alert back as the oldest one; returns false if a newer one about the same problem has been added. */
    synchronized boolean putBack(QueuedAlert queued) {
        boolean superseded = queue.stream().anyMatch(newer -> newer.alert().isAboutTheSameAs(queued.alert()));
        if (!superseded) {
            queue.addFirst(queued);
        }
        return !superseded;
    }

    /** Refuses further alerts. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Removes all alerts without waiting. */
    synchronized List<Alert> empty() {
        List<Alert> left = queue.stream().map(QueuedAlert::alert).toList();
        queue.clear();
        return left;
    }
}

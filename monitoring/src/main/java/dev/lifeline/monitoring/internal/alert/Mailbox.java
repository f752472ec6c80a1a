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
final class Mailbox {
    /** More than the number of problems in an hour, unless the database is unstable. */
    static final int MOST_WAITING = 100;

    private final Deque<Letter> letters = new ArrayDeque<>();
    private boolean closed;

    /** An alert that will not be sent, and why. */
    record Unsent(Alert alert, DeliveryResult result) {}

    /** Adds an alert and returns the alerts that it replaces or displaces. Does not wait for the delivery. */
    synchronized List<Unsent> put(Letter letter) {
        if (closed) {
            return List.of(new Unsent(letter.alert(), DeliveryResult.DROPPED));
        }
        var unsent = new ArrayList<Unsent>();
        for (Letter older : List.copyOf(letters)) {
            if (older.alert().isAboutTheSameAs(letter.alert())) {
                letters.remove(older);
                unsent.add(new Unsent(older.alert(), DeliveryResult.SUPERSEDED));
            }
        }
        letters.addLast(letter);
        if (letters.size() > MOST_WAITING) {
            unsent.add(new Unsent(letters.removeFirst().alert(), DeliveryResult.DROPPED));
        }
        notifyAll();
        return unsent;
    }

    /** Waits for the oldest alert and removes it; empty if the queue is empty and closed. */
    synchronized Optional<Letter> take() throws InterruptedException {
        while (letters.isEmpty() && !closed) {
            wait();
        }
        return Optional.ofNullable(letters.pollFirst());
    }

    /** Puts an alert back as the oldest one; returns false if a newer one about the same problem has been added. */
    synchronized boolean putBack(Letter letter) {
        boolean superseded = letters.stream().anyMatch(newer -> newer.alert().isAboutTheSameAs(letter.alert()));
        if (!superseded) {
            letters.addFirst(letter);
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
        List<Alert> left = letters.stream().map(Letter::alert).toList();
        letters.clear();
        return left;
    }
}

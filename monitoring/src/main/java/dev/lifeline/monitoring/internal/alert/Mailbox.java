package dev.lifeline.monitoring.internal.alert;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Alerts that wait for their delivery, oldest first, and of each trouble only the newest: who hears that an outage is over
 * need not hear before that it began. Bounded: beyond that the oldest gives way. Safe for use by several threads.
 */
final class Mailbox {
    /** More than there is trouble in an hour, unless the database comes and goes all the time. */
    static final int MOST_WAITING = 100;

    private final Deque<Letter> letters = new ArrayDeque<>();
    private boolean closed;

    /** An alert that will not be sent, and why. */
    record Unsent(Alert alert, DeliveryResult result) {}

    /** Puts an alert in. Never waits for its delivery. Returns those that will not be sent because of it. */
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

    /** Waits for the oldest alert and takes it out. Nothing if there is none and none will come. */
    synchronized Optional<Letter> take() throws InterruptedException {
        while (letters.isEmpty() && !closed) {
            wait();
        }
        return Optional.ofNullable(letters.pollFirst());
    }

    /** Puts an alert back as the oldest one; false if a newer one about the same trouble has come meanwhile. */
    synchronized boolean putBack(Letter letter) {
        boolean superseded = letters.stream().anyMatch(newer -> newer.alert().isAboutTheSameAs(letter.alert()));
        if (!superseded) {
            letters.addFirst(letter);
        }
        return !superseded;
    }

    /** From now on none comes in. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Takes all alerts out, without waiting for any. */
    synchronized List<Alert> empty() {
        List<Alert> left = letters.stream().map(Letter::alert).toList();
        letters.clear();
        return left;
    }
}

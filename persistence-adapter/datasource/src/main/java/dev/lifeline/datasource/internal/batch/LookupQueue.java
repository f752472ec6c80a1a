package dev.lifeline.datasource.internal.batch;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Look-ups that wait for a permit, and the hand-over of permits to them. Safe for use by several threads. */
final class LookupQueue<K, V> {
    private final Queue<PendingLookup<K, V>> pending = new ConcurrentLinkedQueue<>();

    void add(PendingLookup<K, V> lookup) {
        pending.add(lookup);
    }

    void remove(PendingLookup<K, V> lookup) {
        pending.remove(lookup);
    }

    @Nullable
    PendingLookup<K, V> poll() {
        return pending.poll();
    }

    int size() {
        return pending.size();
    }

    /** Takes a permit for a queued look-up, if one is free. */
    void claim(StatementPermits permits) {
        if (permits.take()) {
            passOn(permits);
        }
    }

    /** Hands the permit to a queued look-up that may use it, or returns the permit if there is none. */
    void passOn(StatementPermits permit) {
        do {
            for (PendingLookup<K, V> next = nextFor(permit); next != null; next = nextFor(permit)) {
                if (next.lead(permit)) {
                    return;
                }
            }
            permit.leave();
        } while (isWanted(permit) && permit.take());
    }

    private @Nullable PendingLookup<K, V> nextFor(StatementPermits permit) {
        return isWanted(permit) ? pending.poll() : null;
    }

    private boolean isWanted(StatementPermits permit) {
        PendingLookup<K, V> first = pending.peek();
        return first != null && permit.isFor(first);
    }
}

package dev.lifeline.app.http.limit;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Memory of all request bodies that are incomplete or being handled. If a body does not fit, the incomplete bodies that
 * began earliest are discarded, unless they are young. Never blocks for long. Safe for use by several threads.
 */
final class BodyBudget {
    /** On an ordinary network, a small body arrives within this time. */
    static final Duration YOUNG = Duration.ofMillis(250);

    private final long max;
    private final Set<GatheredBody> incomplete = new LinkedHashSet<>();
    private long used;

    /** @param max the budget, in bytes */
    BodyBudget(long max) {
        this.max = max;
    }

    /**
     * Reserves further memory for an incomplete body.
     *
     * @return false if there is no room
     */
    synchronized boolean reserve(GatheredBody body, int bytes, long now) {
        if (body.isDropped() || !isRoomFor(bytes, body, now)) {
            return false;
        }
        used += bytes;
        body.reserved(bytes);
        incomplete.add(body);
        return true;
    }

    private boolean isRoomFor(int bytes, GatheredBody newcomer, long now) {
        Iterator<GatheredBody> oldest = incomplete.iterator();
        while (used + bytes > max && oldest.hasNext()) {
            GatheredBody body = oldest.next();
            if (now - body.begun() < YOUNG.toNanos()) {
                break;
            }
            if (body != newcomer) {
                oldest.remove();
                used -= body.drop();
            }
        }
        return used + bytes <= max;
    }

    /** Keeps the memory of a complete body reserved. Such a body is not refused to make room for others. */
    synchronized void complete(GatheredBody body) {
        incomplete.remove(body);
    }

    /** Releases the memory of a body. Idempotent. */
    synchronized void release(GatheredBody body) {
        incomplete.remove(body);
        used -= body.drop();
    }

    /** Returns the reserved memory, in bytes. */
    synchronized long used() {
        return used;
    }
}

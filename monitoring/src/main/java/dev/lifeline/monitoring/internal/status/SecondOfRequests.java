package dev.lifeline.monitoring.internal.status;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/** Requests of one second, until the slot is reused for another second. Safe for use by several threads. */
final class SecondOfRequests {
    private static final int FAILED = LatencyScale.STEPS;

    private final AtomicLong second = new AtomicLong(-1);
    private final AtomicIntegerArray counts = new AtomicIntegerArray(LatencyScale.STEPS + 1);

    /** Counts a request of that second. */
    void count(long thisSecond, int step, boolean failed) {
        long known = second.get();
        if (known != thisSecond && second.compareAndSet(known, thisSecond)) {
            clear();
        }
        counts.getAndIncrement(step);
        if (failed) {
            counts.getAndIncrement(FAILED);
        }
    }

    /** Adds the counts to the sum, if they belong to one of the given seconds. */
    void addTo(RequestCount sum, long oldest, long newest) {
        long known = second.get();
        if (known < oldest || known > newest) {
            return;
        }
        for (int step = 0; step < LatencyScale.STEPS; step++) {
            sum.add(step, counts.get(step));
        }
        sum.addFailed(counts.get(FAILED));
    }

    private void clear() {
        for (int i = 0; i < counts.length(); i++) {
            counts.set(i, 0);
        }
    }
}

package dev.lifeline.monitoring.internal.status;

import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;

/** Requests of one second, until the slot is reused for another second. Safe for use by several threads. */
final class SecondOfRequests {
    private final AtomicLong second = new AtomicLong(-1);
    private final AtomicLong failed = new AtomicLong();
    private final Histogram latencies = new AtomicHistogram(RequestWindow.MAX_MICROS, RequestWindow.DIGITS);

    /** Counts a request of that second. */
    void count(long thisSecond, long micros, boolean failure) {
        long known = second.get();
        if (known != thisSecond && second.compareAndSet(known, thisSecond)) {
            latencies.reset();
            failed.set(0);
        }
        latencies.recordValue(micros);
        if (failure) {
            failed.getAndIncrement();
        }
    }

    /** Returns whether the counts belong to one of the given seconds. */
    boolean isWithin(long oldest, long newest) {
        long known = second.get();
        return known >= oldest && known <= newest;
    }

    Histogram latencies() {
        return latencies;
    }

    long failed() {
        return failed.get();
    }
}

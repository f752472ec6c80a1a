package dev.lifeline.datasource.internal.operation;

import dev.lifeline.domain.connection.CallerCounts;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Counts callers at the gate, from one outage to the next and over all. Safe for use by several threads. */
final class WaitingCallers {
    private final AtomicInteger waiting = new AtomicInteger();
    private final LongAdder waited = new LongAdder();
    private final LongAdder gaveUp = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder admittedEver = new LongAdder();
    private final LongAdder refusedEver = new LongAdder();

    /** Another outage begins; those who still leave the last one may be counted among its callers. */
    void startAnew() {
        waited.reset();
        gaveUp.reset();
        refused.reset();
    }

    /** Somebody begins to wait, unless that many wait already. */
    boolean comes(int most) {
        if (waiting.incrementAndGet() > most) {
            waiting.decrementAndGet();
            return false;
        }
        waited.increment();
        return true;
    }

    /** Somebody stops waiting. */
    void goes(boolean saved) {
        waiting.decrementAndGet();
        if (saved) {
            admittedEver.increment();
        } else {
            gaveUp.increment();
            refusedEver.increment();
        }
    }

    /** Somebody was not even let wait. */
    void refused() {
        refused.increment();
        refusedEver.increment();
    }

    int waiting() {
        return waiting.get();
    }

    /** How many waited and then went on, over all outages. */
    long admittedEver() {
        return admittedEver.sum();
    }

    /** How many were turned away, over all outages. */
    long refusedEver() {
        return refusedEver.sum();
    }

    CallerCounts tally() {
        long inVain = gaveUp.sum();
        return new CallerCounts(waited.sum(), waited.sum() - inVain, inVain + refused.sum());
    }
}

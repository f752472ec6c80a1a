package dev.lifeline.datasource.internal.operation;

import dev.lifeline.domain.connection.CallerCounts;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Counts the callers at a gate, per outage and in total. Safe for use by several threads. */
final class WaitingCallers {
    private final AtomicInteger waiting = new AtomicInteger();
    private final LongAdder waited = new LongAdder();
    private final LongAdder gaveUp = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder admittedEver = new LongAdder();
    private final LongAdder refusedEver = new LongAdder();

    /**
     * Resets the counts per outage. Callers that are still leaving after the last outage may be counted in the next
     * one.
     */
    void reset() {
        waited.reset();
        gaveUp.reset();
        refused.reset();
    }

    /** Counts a caller that starts to wait; returns false if the maximum number are waiting already. */
    boolean begin(int most) {
        if (waiting.incrementAndGet() > most) {
            waiting.decrementAndGet();
            return false;
        }
        waited.increment();
        return true;
    }

    /** Counts a caller that stops waiting. */
    void end(boolean saved) {
        waiting.decrementAndGet();
        if (saved) {
            admittedEver.increment();
        } else {
            gaveUp.increment();
            refusedEver.increment();
        }
    }

    /**
     * Removes a waiting caller that hung up from the count of the outage, because it was neither admitted nor refused.
     */
    void hangUp() {
        waiting.decrementAndGet();
        waited.decrement();
    }

    /** Counts a caller that was refused without a wait. */
    void refused() {
        refused.increment();
        refusedEver.increment();
    }

    int waiting() {
        return waiting.get();
    }

    /** Returns how many callers waited and then proceeded, in total. */
    long admittedEver() {
        return admittedEver.sum();
    }

    /** Returns how many callers were refused, in total. */
    long refusedEver() {
        return refusedEver.sum();
    }

    CallerCounts tally() {
        long inVain = gaveUp.sum();
        long all = Math.max(0, waited.sum()); // negative if callers of the last outage hung up
        return new CallerCounts(all, Math.max(0, all - inVain), inVain + refused.sum());
    }
}

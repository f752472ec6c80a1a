package dev.lifeline.datasource.internal.operation;

import dev.lifeline.domain.time.Ticker;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds how much is repeated, over all operations: each of them earns a share of a repetition, and each repetition costs a
 * whole one. So a database in trouble gets little more work than before, instead of a multiple. A small income without any
 * work lets services repeat that have little to do. Safe for use by several threads.
 */
final class RetryBudget {
    /** Amounts are counted in thousandths of a repetition. */
    private static final long ONE = 1_000;

    /** What may be saved up: a burst of this many repetitions. */
    private static final long MOST = 100 * ONE;

    /** Per second, whatever the work. */
    private static final long INCOME = 10 * ONE;

    private final long share;
    private final Ticker ticker;
    private final AtomicLong balance = new AtomicLong(MOST);
    private final AtomicLong incomeUntil;

    /**
     * @param share how many repetitions one operation earns: 0 to 1
     */
    RetryBudget(double share, Ticker ticker) {
        this.share = Math.round(share * ONE);
        this.ticker = ticker;
        this.incomeUntil = new AtomicLong(ticker.nanos());
    }

    /** An operation begins. Costs one volatile read as long as nothing is repeated. */
    void earn() {
        if (balance.get() < MOST) {
            balance.addAndGet(share); // more than the most by a few thousandths at times: nobody minds
        }
    }

    /** Takes one repetition, if there is one left. */
    boolean take() {
        receiveIncome();
        return balance.getAndUpdate(left -> left >= ONE ? left - ONE : left) >= ONE;
    }

    /** How many repetitions it would pay for now. */
    double left() {
        receiveIncome();
        return balance.get() / (double) ONE;
    }

    private void receiveIncome() {
        long now = ticker.nanos();
        long until = incomeUntil.get();
        long due = (now - until) / (TimeUnit.SECONDS.toNanos(1) / INCOME);
        if (due > 0 && incomeUntil.compareAndSet(until, now)) {
            balance.updateAndGet(left -> Math.min(MOST, left + due));
        }
    }
}

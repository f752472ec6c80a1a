package dev.lifeline.datasource.internal.operation;

import dev.lifeline.domain.time.Ticker;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Limits the number of retries over all operations: each operation earns a share of a retry, and each retry costs one.
 * A database with problems therefore gets slightly more work than usual rather than a multiple. A small constant income
 * allows retries in services with few operations. Safe for use by several threads.
 */
final class RetryBudget {
    /** Unit: thousandths of a retry. */
    private static final long ONE = 1_000;

    /** Maximum balance: a burst of this many retries. */
    private static final long MOST = 100 * ONE;

    /** Income per second, independent of operations. */
    private static final long INCOME = 10 * ONE;

    private final long share;
    private final Ticker ticker;
    private final AtomicLong balance = new AtomicLong(MOST);
    private final AtomicLong incomeUntil;

    /** @param share number of retries that one operation earns: 0 to 1 */
    RetryBudget(double share, Ticker ticker) {
        this.share = Math.round(share * ONE);
        this.ticker = ticker;
        this.incomeUntil = new AtomicLong(ticker.nanos());
    }

    /** Earns a share for an operation that starts. Costs one volatile read while there are no retries. */
    void earn() {
        if (balance.get() < MOST) {
            balance.addAndGet(share); // may exceed the maximum by a few thousandths, which is harmless
        }
    }

    /** Takes one retry from the budget, if there is one. */
    boolean take() {
        receiveIncome();
        return balance.getAndUpdate(left -> left >= ONE ? left - ONE : left) >= ONE;
    }

    /** Returns how many retries the budget allows now. */
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

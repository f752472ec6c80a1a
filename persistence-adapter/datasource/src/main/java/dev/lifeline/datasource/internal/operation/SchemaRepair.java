package dev.lifeline.datasource.internal.operation;

import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Has the schema checked when the server reports that a table is missing, which may be one of Lifeline's own after the database
 * was wiped. Safe for use by several threads.
 */
public final class SchemaRepair {
    /** A missing table of the application's own is no reason to check more often. */
    private static final Duration BETWEEN_DOUBTS = Duration.ofSeconds(1);

    /** Each check waits a little longer than a probe; making the schema takes a few of them on a slow machine. */
    private static final int CHECKS = 5;

    private final LongSupplier version;
    private final Runnable doubt;
    private final BooleanSupplier check;
    private final Ticker ticker;
    private final AtomicLong lastDoubt;

    /**
     * @param version how often the schema was brought up to date
     * @param doubt has the next check of the database look for the tables; must not block
     * @param check checks the database, in bounded time, and returns whether doubts remain
     */
    public SchemaRepair(LongSupplier version, Runnable doubt, BooleanSupplier check, Ticker ticker) {
        this.version = version;
        this.doubt = doubt;
        this.check = check;
        this.ticker = ticker;
        this.lastDoubt = new AtomicLong(ticker.nanos() - BETWEEN_DOUBTS.toNanos());
    }

    /** Returns how often the schema was brought up to date. */
    long version() {
        return version.getAsLong();
    }

    /** Returns whether the schema was brought up to date since that version; checks that now, if need be. */
    boolean isRepairedSince(long before) {
        if (version() != before) {
            return true;
        }
        long now = ticker.nanos();
        long last = lastDoubt.get();
        if (now - last >= BETWEEN_DOUBTS.toNanos() && lastDoubt.compareAndSet(last, now)) {
            doubt.run();
        }
        boolean open = true;
        for (int checks = 0; checks < CHECKS && open && version() == before; checks++) {
            open = check.getAsBoolean();
        }
        return version() != before;
    }
}

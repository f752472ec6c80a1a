package dev.lifeline.datasource.internal.operation;

import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Requests a check of the schema when the server reports a missing table, because the table may be one of Lifeline's
 * after the database was emptied. Safe for use by several threads.
 */
public final class SchemaRepair {
    /** Minimum time between checks, because the missing table may belong to the application. */
    private static final Duration BETWEEN_DOUBTS = Duration.ofSeconds(1);

    /**
     * Maximum number of checks to wait for. Each check takes slightly longer than a probe; on a slow machine, creating
     * the schema takes as long as several probes.
     */
    private static final int CHECKS = 5;

    private final LongSupplier version;
    private final Runnable doubt;
    private final BooleanSupplier check;
    private final Ticker ticker;
    private final AtomicLong lastDoubt;

    /**
     * @param version number of completed schema setups
     * @param doubt makes the next database check verify the tables; must not block
     * @param check checks the database, in bounded time, and returns whether the tables are still in doubt
     */
    public SchemaRepair(LongSupplier version, Runnable doubt, BooleanSupplier check, Ticker ticker) {
        this.version = version;
        this.doubt = doubt;
        this.check = check;
        this.ticker = ticker;
        this.lastDoubt = new AtomicLong(ticker.nanos() - BETWEEN_DOUBTS.toNanos());
    }

    /** Returns the number of completed schema setups. */
    long version() {
        return version.getAsLong();
    }

    /** Returns whether a schema setup has completed since the given version; requests a check if necessary. */
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

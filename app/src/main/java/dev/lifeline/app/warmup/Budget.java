package dev.lifeline.app.warmup;

import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** How many requests may still be sent, and for how long. Safe for use by several threads. */
final class Budget {
    private final Ticker ticker;
    private final long end;
    private final int requests;
    private final BooleanSupplier wanted;
    private final AtomicInteger begun = new AtomicInteger();
    private volatile boolean over;

    /**
     * The time begins to run.
     *
     * @param wanted false as soon as there is no use in going on
     */
    Budget(Duration limit, int requests, BooleanSupplier wanted, Ticker ticker) {
        this.ticker = ticker;
        this.end = ticker.nanos() + limit.toNanos();
        this.requests = requests;
        this.wanted = wanted;
    }

    /** Takes one request out of the budget; false if there is none left. */
    boolean take() {
        return goesOn() && begun.getAndIncrement() < requests;
    }

    /** Whether time is left, and use in it. */
    boolean goesOn() {
        return !over && ticker.nanos() - end < 0 && wanted.getAsBoolean();
    }

    /** Nothing more, for everybody. */
    void end() {
        over = true;
    }

    /** What is left of the time, and never nothing, which means for ever to a socket. */
    Duration left() {
        return Duration.ofNanos(Math.max(end - ticker.nanos(), 1_000_000));
    }

    /** How many were taken so far. */
    int taken() {
        return Math.min(begun.get(), requests);
    }
}

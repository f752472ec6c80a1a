package dev.lifeline.app.warmup;

import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Limits number and time of warm-up requests. Safe for use by several threads. */
final class Budget {
    private final Ticker ticker;
    private final long end;
    private final int requests;
    private final BooleanSupplier wanted;
    private final AtomicInteger begun = new AtomicInteger();
    private volatile boolean over;

    /**
     * Creates a budget; its time begins now.
     *
     * @param wanted returns false as soon as further requests are useless
     */
    Budget(Duration limit, int requests, BooleanSupplier wanted, Ticker ticker) {
        this.ticker = ticker;
        this.end = ticker.nanos() + limit.toNanos();
        this.requests = requests;
        this.wanted = wanted;
    }

    /** Takes one request from the budget; returns false if there is none left. */
    boolean take() {
        return goesOn() && begun.getAndIncrement() < requests;
    }

    /** Returns whether there is time left and further requests are useful. */
    boolean goesOn() {
        return !over && ticker.nanos() - end < 0 && wanted.getAsBoolean();
    }

    /** Ends the budget for all threads. */
    void end() {
        over = true;
    }

    /** Returns the remaining time, which is never zero, because zero means no limit for a socket. */
    Duration left() {
        return Duration.ofNanos(Math.max(end - ticker.nanos(), 1_000_000));
    }

    /** Returns the number of requests taken so far. */
    int taken() {
        return Math.min(begun.get(), requests);
    }
}

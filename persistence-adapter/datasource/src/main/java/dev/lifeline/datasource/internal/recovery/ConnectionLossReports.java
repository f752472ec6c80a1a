package dev.lifeline.datasource.internal.recovery;

import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Handles reports of lost connections. A lost connection is seldom the only one, and a retry must not get another lost
 * one; therefore all pooled connections are replaced, once for all reports of the same loss. Safe for use by several
 * threads.
 */
final class ConnectionLossReports {
    private static final Duration SAME_LOSS = Duration.ofMillis(100);

    private final Runnable remedy;
    private final Ticker ticker;
    private final AtomicLong last;

    /** @param remedy replaces the connections; must not block */
    ConnectionLossReports(Runnable remedy, Ticker ticker) {
        this.remedy = remedy;
        this.ticker = ticker;
        this.last = new AtomicLong(ticker.nanos() - SAME_LOSS.toNanos());
    }

    /** Reports a lost connection. */
    void connectionLost() {
        long now = ticker.nanos();
        long before = last.get();
        if (now - before >= SAME_LOSS.toNanos() && last.compareAndSet(before, now)) {
            remedy.run();
        }
    }
}

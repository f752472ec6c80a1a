package dev.lifeline.datasource.internal.recovery;

import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A connection that breaks under work is seldom the only one, and whoever tries again must not get the next broken one: so
 * its neighbours are let go of. Once for all the callers that report the same harm. Safe for use by several threads.
 */
final class ConnectionLossReports {
    private static final Duration SAME_HARM = Duration.ofMillis(100);

    private final Runnable remedy;
    private final Ticker ticker;
    private final AtomicLong last;

    /**
     * @param remedy lets go of the connections; must not block
     */
    ConnectionLossReports(Runnable remedy, Ticker ticker) {
        this.remedy = remedy;
        this.ticker = ticker;
        this.last = new AtomicLong(ticker.nanos() - SAME_HARM.toNanos());
    }

    /** A connection broke. */
    void connectionLost() {
        long now = ticker.nanos();
        long before = last.get();
        if (now - before >= SAME_HARM.toNanos() && last.compareAndSet(before, now)) {
            remedy.run();
        }
    }
}

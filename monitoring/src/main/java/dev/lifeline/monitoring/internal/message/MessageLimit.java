package dev.lifeline.monitoring.internal.message;

import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import java.util.Optional;

/**
 * Rate limit for messages of one kind: passes the first message, and then one every ten seconds. Confined to the
 * thread or lock of its owner.
 */
final class MessageLimit {
    private static final long INTERVAL_NANOS = Duration.ofSeconds(10).toNanos();

    private final Ticker ticker;
    private boolean limiting;
    private long lastNanos;
    private long suppressed;

    MessageLimit(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Returns the text, with the number of messages suppressed before it; empty if this one must be suppressed. */
    Optional<String> pass(String text) {
        long now = ticker.nanos();
        if (limiting && now - lastNanos < INTERVAL_NANOS) {
            suppressed++;
            return Optional.empty();
        }
        long before = suppressed;
        limiting = true;
        lastNanos = now;
        suppressed = 0;
        return Optional.of(before == 0 ? text : text + " [" + before + " more since the last such line]");
    }

    /** Resets the limit: the next message passes. */
    void reset() {
        limiting = false;
        suppressed = 0;
    }
}

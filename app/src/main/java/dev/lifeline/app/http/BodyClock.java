package dev.lifeline.app.http;

import dev.lifeline.domain.time.Ticker;
import java.util.concurrent.TimeoutException;

/** Time limit and minimum rate of one request body. Confined to the thread that reads the body. */
final class BodyClock {
    private final ClientLimits limits;
    private final Ticker ticker;
    private long begun;
    private long received;
    private boolean running;

    BodyClock(ClientLimits limits, Ticker ticker) {
        this.limits = limits;
        this.ticker = ticker;
    }

    /** A read begins; the first one starts the clock. */
    void start() {
        if (!running) {
            running = true;
            begun = ticker.nanos();
        }
    }

    /**
     * A read returned so many bytes.
     *
     * @throws TimeoutException if the body takes too long, or comes too slowly
     */
    void received(int bytes) throws TimeoutException {
        if (bytes < 0) {
            return; // the end of the body came: late or not, nothing waits for it any more
        }
        received += bytes;
        long elapsed = ticker.nanos() - begun;
        if (elapsed > limits.body().toNanos() || limits.isTooSlow(received, elapsed)) {
            throw new TimeoutException("the body comes too slowly");
        }
    }
}

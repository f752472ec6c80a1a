package dev.lifeline.persistence.internal.recovery;

import static java.lang.System.Logger.Level.ERROR;

import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps a listener that throws, or that never returns, from doing harm to the recovery. Safe for use by several threads if the
 * listener is.
 */
final class GuardedListener implements ConnectionEventListener {
    private static final System.Logger LOG = System.getLogger(GuardedListener.class.getName());

    /** A listener that returned from nothing for this long is told nothing more until it returns. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ConnectionEventListener listener;
    private final Ticker ticker;
    private final AtomicInteger inside = new AtomicInteger();
    private volatile long lastMove;
    private volatile boolean blockedTold;

    GuardedListener(ConnectionEventListener listener, Ticker ticker) {
        this.listener = listener;
        this.ticker = ticker;
    }

    @Override
    public void on(ConnectionEvent event) {
        if (isBlocked()) {
            tellBlocked();
            return;
        }
        if (inside.getAndIncrement() == 0) {
            lastMove = ticker.nanos();
        }
        try {
            listener.on(event);
        } catch (RuntimeException e) {
            LOG.log(
                    ERROR,
                    "The listener of the connection failed on "
                            + event.getClass().getSimpleName(),
                    e);
        } finally {
            inside.decrementAndGet();
            lastMove = ticker.nanos();
            blockedTold = false;
        }
    }

    private boolean isBlocked() {
        return inside.get() > 0 && ticker.nanos() - lastMove > PATIENCE.toNanos();
    }

    private void tellBlocked() {
        if (!blockedTold) {
            blockedTold = true;
            LOG.log(ERROR, "The listener of the connection does not return; it is told nothing until it does");
        }
    }
}

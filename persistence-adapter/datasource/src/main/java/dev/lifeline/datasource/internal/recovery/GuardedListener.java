package dev.lifeline.datasource.internal.recovery;

import static java.lang.System.Logger.Level.ERROR;

import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Keeps a listener that throws or blocks from doing harm to the recovery. One thread at a time tells it of events; others leave
 * theirs to that thread. So a listener that blocks holds up one thread and no more. Safe for use by several threads.
 */
final class GuardedListener implements ConnectionEventListener {
    private static final System.Logger LOG = System.getLogger(GuardedListener.class.getName());

    /** What a listener that blocks has not heard yet takes memory; beyond this it never hears of it. */
    private static final int MOST_UNTOLD = 10_000;

    private final ConnectionEventListener listener;
    private final BlockingQueue<ConnectionEvent> untold = new LinkedBlockingQueue<>(MOST_UNTOLD);
    private final AtomicBoolean dropping = new AtomicBoolean();
    private final AtomicBoolean telling = new AtomicBoolean();

    GuardedListener(ConnectionEventListener listener) {
        this.listener = listener;
    }

    @Override
    public void on(ConnectionEvent event) {
        if (!untold.offer(event)) {
            logOnce();
        }
        while (!untold.isEmpty() && telling.compareAndSet(false, true)) {
            try {
                tellAll();
            } finally {
                telling.set(false);
            }
        }
    }

    private void logOnce() {
        if (!dropping.getAndSet(true)) {
            LOG.log(
                    ERROR,
                    "The listener of the connection blocks: " + MOST_UNTOLD + " events wait, further ones are lost");
        }
    }

    private void tellAll() {
        for (ConnectionEvent event = untold.poll(); event != null; event = untold.poll()) {
            tell(event);
        }
    }

    private void tell(ConnectionEvent event) {
        try {
            listener.on(event);
        } catch (Throwable e) {
            LOG.log(
                    ERROR,
                    "The listener of the connection failed on "
                            + event.getClass().getSimpleName(),
                    e);
        }
    }
}

package dev.lifeline.datasource.internal.recovery;

import static java.lang.System.Logger.Level.ERROR;

import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Protects the recovery from a listener that throws or blocks. One thread at a time delivers events; other threads add
 * theirs to its queue, so that a blocked listener blocks at most one thread. Safe for use by several threads.
 */
public final class GuardedListener implements ConnectionEventListener {
    private static final System.Logger LOG = System.getLogger(GuardedListener.class.getName());

    /** Maximum number of queued events; further ones are dropped to limit memory use. */
    private static final int MOST_PENDING = 10_000;

    private final ConnectionEventListener listener;
    private final BlockingQueue<ConnectionEvent> pending = new LinkedBlockingQueue<>(MOST_PENDING);
    private final AtomicBoolean dropping = new AtomicBoolean();
    private final AtomicBoolean delivering = new AtomicBoolean();

    /** Guards a listener. */
    public GuardedListener(ConnectionEventListener listener) {
        this.listener = listener;
    }

    @Override
    public void on(ConnectionEvent event) {
        if (!pending.offer(event)) {
            logOnce();
        }
        while (!pending.isEmpty() && delivering.compareAndSet(false, true)) {
            try {
                deliverAll();
            } finally {
                delivering.set(false);
            }
        }
    }

    private void logOnce() {
        if (!dropping.getAndSet(true)) {
            LOG.log(
                    ERROR,
                    "The connection listener blocks: " + MOST_PENDING + " events are queued, further ones are dropped");
        }
    }

    private void deliverAll() {
        for (ConnectionEvent event = pending.poll(); event != null; event = pending.poll()) {
            deliver(event);
        }
    }

    private void deliver(ConnectionEvent event) {
        try {
            listener.on(event);
        } catch (Throwable e) {
            LOG.log(
                    ERROR,
                    "The connection listener failed on " + event.getClass().getSimpleName(),
                    e);
        }
    }
}

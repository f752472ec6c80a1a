package dev.lifeline.persistence.internal.recovery;

import static java.lang.System.Logger.Level.ERROR;

import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.port.out.ConnectionEventListener;

/** Keeps a listener that throws from doing harm to the recovery. Safe for use by several threads if the listener is. */
final class GuardedListener implements ConnectionEventListener {
    private static final System.Logger LOG = System.getLogger(GuardedListener.class.getName());

    private final ConnectionEventListener listener;

    GuardedListener(ConnectionEventListener listener) {
        this.listener = listener;
    }

    @Override
    public void on(ConnectionEvent event) {
        try {
            listener.on(event);
        } catch (RuntimeException e) {
            LOG.log(
                    ERROR,
                    "The listener of the connection failed on "
                            + event.getClass().getSimpleName(),
                    e);
        }
    }
}

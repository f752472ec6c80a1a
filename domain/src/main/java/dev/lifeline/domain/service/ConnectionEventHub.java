package dev.lifeline.domain.service;

import static java.lang.System.Logger.Level.ERROR;
import static java.util.Objects.requireNonNull;

import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Passes each event to all listeners, in the order in which they were added. An exception from a listener is logged and
 * affects neither the other listeners nor the sender. Safe for use by several threads.
 */
public final class ConnectionEventHub implements ConnectionEventListener {
    private static final System.Logger LOG = System.getLogger(ConnectionEventHub.class.getName());

    private final List<ConnectionEventListener> listeners = new CopyOnWriteArrayList<>();

    /** Creates a hub without listeners. */
    public ConnectionEventHub() {}

    /** Adds a listener, which receives all events from now on. */
    public void add(ConnectionEventListener listener) {
        listeners.add(requireNonNull(listener, "listener"));
    }

    @Override
    public void on(ConnectionEvent event) {
        for (ConnectionEventListener listener : listeners) {
            pass(event, listener);
        }
    }

    private static void pass(ConnectionEvent event, ConnectionEventListener listener) {
        try {
            listener.on(event);
        } catch (RuntimeException e) {
            LOG.log(ERROR, "A listener failed on " + event.getClass().getSimpleName(), e);
        }
    }
}

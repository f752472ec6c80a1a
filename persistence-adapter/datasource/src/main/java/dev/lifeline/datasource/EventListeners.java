package dev.lifeline.datasource;

import static java.util.Objects.requireNonNull;

import dev.lifeline.datasource.internal.recovery.GuardedListener;
import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Passes each event to all listeners; an exception from one does not affect the others. Safe for use by several
 * threads.
 */
final class EventListeners implements ConnectionEventListener {
    private final List<ConnectionEventListener> listeners = new CopyOnWriteArrayList<>();

    void add(ConnectionEventListener listener) {
        listeners.add(new GuardedListener(requireNonNull(listener, "listener")));
    }

    @Override
    public void on(ConnectionEvent event) {
        for (ConnectionEventListener listener : listeners) {
            listener.on(event);
        }
    }
}

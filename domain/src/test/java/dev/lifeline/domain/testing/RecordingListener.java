package dev.lifeline.domain.testing;

import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Listener that keeps all events in order of arrival. Safe for use by several threads. */
public final class RecordingListener implements ConnectionEventListener {
    private final List<ConnectionEvent> events = new CopyOnWriteArrayList<>();

    public RecordingListener() {}

    @Override
    public void on(ConnectionEvent event) {
        events.add(event);
    }

    /** Returns all events so far. */
    public List<ConnectionEvent> events() {
        return List.copyOf(events);
    }

    /** Returns the events of one type so far. */
    public <E extends ConnectionEvent> List<E> ofType(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** Discards all events so far. */
    public void clear() {
        events.clear();
    }
}

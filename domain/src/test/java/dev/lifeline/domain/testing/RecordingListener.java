package dev.lifeline.domain.testing;

import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps every event, in the order in which they came. Safe for use by several threads. */
public final class RecordingListener implements ConnectionEventListener {
    private final List<ConnectionEvent> events = new CopyOnWriteArrayList<>();

    /** A listener that heard of nothing yet. */
    public RecordingListener() {}

    @Override
    public void on(ConnectionEvent event) {
        events.add(event);
    }

    /** All events so far. */
    public List<ConnectionEvent> events() {
        return List.copyOf(events);
    }

    /** The events of one type so far. */
    public <E extends ConnectionEvent> List<E> ofType(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** Forgets all events so far. */
    public void clear() {
        events.clear();
    }
}

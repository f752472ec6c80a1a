package dev.lifeline.monitoring.internal;

import dev.lifeline.domain.connection.ConnectionEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Maps each type of event to a function. Must not be changed after the first use. */
public final class EventTable<R> {
    private final Map<Class<?>, Function<ConnectionEvent, R>> rows = new HashMap<>();

    /** Creates an empty table. */
    public EventTable() {}

    /** Adds the function for one type of event. */
    public <E extends ConnectionEvent> EventTable<R> on(Class<E> type, Function<? super E, R> row) {
        rows.put(type, event -> row.apply(type.cast(event)));
        return this;
    }

    /** Applies the function of the event's type; empty if there is none. */
    public Optional<R> apply(ConnectionEvent event) {
        return Optional.ofNullable(rows.get(event.getClass())).map(row -> row.apply(event));
    }
}

package dev.lifeline.monitoring.internal;

import dev.lifeline.domain.connection.ConnectionEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What is to be made of each type of event. Not to be changed once it is in use. */
public final class EventTable<R> {
    private final Map<Class<?>, Function<ConnectionEvent, R>> rows = new HashMap<>();

    /** A table without a row. */
    public EventTable() {}

    /** Adds the row of one type of event. */
    public <E extends ConnectionEvent> EventTable<R> on(Class<E> type, Function<? super E, R> row) {
        rows.put(type, event -> row.apply(type.cast(event)));
        return this;
    }

    /** What the event's row makes of it, or nothing if the event has no row. */
    public Optional<R> apply(ConnectionEvent event) {
        return Optional.ofNullable(rows.get(event.getClass())).map(row -> row.apply(event));
    }
}

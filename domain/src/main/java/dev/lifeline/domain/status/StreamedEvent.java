package dev.lifeline.domain.status;

import dev.lifeline.domain.incident.Incident;
import java.time.Instant;

/** Events that subscribers of the event stream receive. */
public sealed interface StreamedEvent {

    /**
     * A connection event.
     *
     * @param id id with which a client can resume the stream after this event
     * @param type name of the connection event
     * @param text one line of text
     */
    record ConnectionNote(String id, Instant at, String type, String text) implements StreamedEvent {}

    /**
     * An incident began, changed or ended.
     *
     * @param id id with which a client can resume the stream after this event
     */
    record IncidentNote(String id, Incident incident) implements StreamedEvent {}

    /** Events that the client missed are no longer available; it must read all incidents again. */
    record Gap() implements StreamedEvent {}
}

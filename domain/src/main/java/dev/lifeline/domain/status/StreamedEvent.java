package dev.lifeline.domain.status;

import dev.lifeline.domain.incident.Incident;
import java.time.Instant;

/** What followers of the service are told. */
public sealed interface StreamedEvent {

    /**
     * Something happened to the connection.
     *
     * @param id with which a follower can go on behind it
     * @param type the name of the connection's event
     * @param text one line in words
     */
    record ConnectionNote(String id, Instant at, String type, String text) implements StreamedEvent {}

    /**
     * An incident began, changed or ended.
     *
     * @param id with which a follower can go on behind it
     */
    record IncidentNote(String id, Incident incident) implements StreamedEvent {}

    /** What a follower missed is not known any more: all incidents must be read anew. */
    record Gap() implements StreamedEvent {}
}

package dev.lifeline.domain.status;

import dev.lifeline.domain.incident.Incident;
import java.time.Instant;

/** Events that subscribers of the event stream receive. */
public sealed interface StreamedEvent {

    /** Returns the result of the visitor's method for the type of this event. Exceptions of the visitor propagate. */
    <R> R accept(Visitor<R> visitor);

    /**
     * Converts every type of event. It has no default method, so that a new type compiles only after each visitor
     * handles it.
     */
    interface Visitor<R> {
        /** Converts the event. */
        R visit(ConnectionNote event);

        /** Converts the event. */
        R visit(IncidentNote event);

        /** Converts the event. */
        R visit(Gap event);
    }

    /**
     * A connection event.
     *
     * @param id id with which a client can resume the stream after this event
     * @param type name of the connection event
     * @param text one line of text
     */
    record ConnectionNote(String id, Instant at, String type, String text) implements StreamedEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /**
     * An incident began, changed or ended.
     *
     * @param id id with which a client can resume the stream after this event
     */
    record IncidentNote(String id, Incident incident) implements StreamedEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** Events that the client missed are no longer available; it must read all incidents again. */
    record Gap() implements StreamedEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }
}

package dev.lifeline.monitoring.internal.incident;

import dev.lifeline.domain.connection.ConnectionEvent;
import java.time.Instant;

/** Derives one kind of incident from connection events. Confined to its owner's thread or lock. */
interface IncidentRule {

    /** Handles an event. */
    void on(ConnectionEvent event);

    /** Handles the passage of time up to the given moment, without an event. */
    default void settle(Instant now) {}
}

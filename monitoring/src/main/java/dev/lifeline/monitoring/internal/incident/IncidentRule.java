package dev.lifeline.monitoring.internal.incident;

import dev.lifeline.domain.connection.ConnectionEvent;
import java.time.Instant;

/** Finds one kind of incident among the connection's events. Confined to whoever holds it. */
interface IncidentRule {

    /** Takes note of an event. */
    void on(ConnectionEvent event);

    /** It is that late now, and no other event came before. */
    default void settle(Instant now) {}
}

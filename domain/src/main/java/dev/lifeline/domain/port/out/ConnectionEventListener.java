package dev.lifeline.domain.port.out;

import dev.lifeline.domain.connection.ConnectionEvent;

/**
 * Receives all connection events, on the thread on which each event happens. Implementations must return quickly, must
 * not block and must not call back into the sender.
 */
@FunctionalInterface
public interface ConnectionEventListener {

    /** Handles an event. */
    void on(ConnectionEvent event);
}

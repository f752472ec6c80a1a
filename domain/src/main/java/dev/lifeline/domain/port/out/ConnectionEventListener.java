package dev.lifeline.domain.port.out;

import dev.lifeline.domain.connection.ConnectionEvent;

/**
 * Told of everything that happens to the connection, on the thread on which it happens: must be quick, must not block, and
 * must not call back.
 */
@FunctionalInterface
public interface ConnectionEventListener {

    /** Takes note of an event. */
    void on(ConnectionEvent event);
}

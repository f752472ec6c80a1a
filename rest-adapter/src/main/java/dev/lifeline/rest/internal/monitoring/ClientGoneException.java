package dev.lifeline.rest.internal.monitoring;

import java.io.Serial;

/** The client has disconnected or stopped reading. */
final class ClientGoneException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    ClientGoneException(Throwable cause) {
        super(cause);
    }
}

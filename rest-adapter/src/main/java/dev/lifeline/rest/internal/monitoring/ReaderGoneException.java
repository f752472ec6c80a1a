package dev.lifeline.rest.internal.monitoring;

import java.io.Serial;

/** Nobody takes what is sent. */
final class ReaderGoneException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    ReaderGoneException(Throwable cause) {
        super(cause);
    }
}

package dev.lifeline.rest.internal.json;

/** A request body is not the expected kind of JSON; the message explains the problem to the client. */
public final class UnreadableJsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableJsonException(String message) {
        super(message);
    }

    UnreadableJsonException(String message, Throwable cause) {
        super(message, cause);
    }
}

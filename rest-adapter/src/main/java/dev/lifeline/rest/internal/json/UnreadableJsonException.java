package dev.lifeline.rest.internal.json;

/** What somebody sent is not the kind of JSON that is asked for; the message says why, in words for the sender. */
public final class UnreadableJsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableJsonException(String message) {
        super(message);
    }

    UnreadableJsonException(String message, Throwable cause) {
        super(message, cause);
    }
}

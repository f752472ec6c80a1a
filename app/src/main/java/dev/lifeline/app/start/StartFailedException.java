package dev.lifeline.app.start;

/** The service cannot start for an external reason. The message describes what a person must correct. */
public final class StartFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StartFailedException(String message, Throwable cause) {
        super(message, cause);
    }

    public StartFailedException(String message) {
        super(message);
    }
}

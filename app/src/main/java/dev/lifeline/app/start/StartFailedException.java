package dev.lifeline.app.start;

/** The service cannot start for a reason outside of it. The message tells a person what to mend. */
public final class StartFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StartFailedException(String message, Throwable cause) {
        super(message, cause);
    }

    public StartFailedException(String message) {
        super(message);
    }
}

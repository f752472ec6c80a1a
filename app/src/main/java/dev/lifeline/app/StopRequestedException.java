package dev.lifeline.app;

/** The process was asked to end during its start: no further resource must be opened. */
final class StopRequestedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StopRequestedException() {
        super("asked to end during the start");
    }
}

package dev.lifeline.app;

/** Somebody asked the process to end before it had started: nothing more is to be opened. */
final class StopRequestedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StopRequestedException() {
        super("asked to end during the start");
    }
}

package dev.lifeline.app.cli;

/** Exit codes of the process. */
public final class ExitCode {
    /** The service was stopped in order. */
    public static final int OK = 0;

    /** The service could not start, or failed unexpectedly. */
    public static final int FAILED = 1;

    /** The command line or the settings are invalid. */
    public static final int USAGE = 2;

    private ExitCode() {}
}

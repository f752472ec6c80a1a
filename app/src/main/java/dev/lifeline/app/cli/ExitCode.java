package dev.lifeline.app.cli;

/** What the process says to whoever started it. */
public final class ExitCode {
    /** The service was stopped in order. */
    public static final int OK = 0;

    /** The service could not start, or failed in a way that nobody expected. */
    public static final int FAILED = 1;

    /** The command line or the settings are wrong. */
    public static final int USAGE = 2;

    private ExitCode() {}
}

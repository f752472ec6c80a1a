package dev.lifeline.monitoring.remote;

/**
 * A poll as monitoring systems want it of a plugin (Nagios, Icinga and their kin).
 *
 * @param exitCode {@link #OK}, {@link #WARNING}, {@link #CRITICAL} or {@link #UNKNOWN}
 * @param line one line, with performance data behind a bar
 */
public record PluginResult(int exitCode, String line) {
    /** The database is well. */
    public static final int OK = 0;

    /** It is well, but the answer took longer than the warning limit. */
    public static final int WARNING = 1;

    /** It is not well, or the service cannot be reached, or the answer took longer than the critical limit. */
    public static final int CRITICAL = 2;

    /** Nobody can say: the answer was no health, or the plugin was called wrongly. */
    public static final int UNKNOWN = 3;
}

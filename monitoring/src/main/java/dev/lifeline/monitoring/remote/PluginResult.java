package dev.lifeline.monitoring.remote;

/**
 * Result of a poll in the format of monitoring plugins (Nagios, Icinga and similar systems).
 *
 * @param exitCode {@link #OK}, {@link #WARNING}, {@link #CRITICAL} or {@link #UNKNOWN}
 * @param line one line, with performance data after a bar
 */
public record PluginResult(int exitCode, String line) {
    /** The database is healthy. */
    public static final int OK = 0;

    /** The database is healthy, but the response took longer than the warning limit. */
    public static final int WARNING = 1;

    /** The database is unhealthy, the service is unreachable, or the response took longer than the critical limit. */
    public static final int CRITICAL = 2;

    /** The response was not a health response, or the command line is invalid. */
    public static final int UNKNOWN = 3;
}

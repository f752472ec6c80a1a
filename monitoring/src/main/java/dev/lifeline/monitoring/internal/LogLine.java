package dev.lifeline.monitoring.internal;

/**
 * A line for the log.
 *
 * @param routine whether the line is of use in the log only, because the status shows the same
 */
record LogLine(System.Logger.Level level, String text, boolean routine) {}

package dev.lifeline.monitoring.internal;

/** One line for the log. */
record LogLine(System.Logger.Level level, String text) {}

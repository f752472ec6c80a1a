package dev.lifeline.monitoring.internal;

/** A line for the log. */
record LogLine(System.Logger.Level level, String text) {}

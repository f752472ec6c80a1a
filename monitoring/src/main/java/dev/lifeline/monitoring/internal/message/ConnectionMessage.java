package dev.lifeline.monitoring.internal.message;

import java.time.Instant;

/**
 * Message about the connection, for the log and for event streams.
 *
 * @param at time of the event
 * @param type simple name of the event's class
 * @param level level in the log
 * @param routine whether the message is for the log only, because the status contains the same information
 */
public record ConnectionMessage(Instant at, String type, System.Logger.Level level, String text, boolean routine) {}

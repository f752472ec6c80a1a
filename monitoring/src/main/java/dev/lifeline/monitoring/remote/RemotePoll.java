package dev.lifeline.monitoring.remote;

import java.time.Duration;

/**
 * Result of one poll.
 *
 * @param state current state
 * @param pause time until the next poll is due
 */
public record RemotePoll(RemoteState state, Duration pause) {}

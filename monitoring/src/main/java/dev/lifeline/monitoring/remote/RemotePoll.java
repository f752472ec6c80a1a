package dev.lifeline.monitoring.remote;

import java.time.Duration;

/**
 * What came of one poll.
 *
 * @param state how it looks now
 * @param pause after which the next poll is due
 */
public record RemotePoll(RemoteState state, Duration pause) {}

package dev.lifeline.datasource.internal.sentinel;

import java.time.Duration;

/**
 * Time limits of the sentinel.
 *
 * @param quietAfter how long a wait must be to be looked into
 * @param questionLimit how long the server may take for an answer
 * @param misses how many questions in a row without an answer mean that the server is lost
 */
public record SentinelTimeouts(Duration quietAfter, Duration questionLimit, int misses) {}

package dev.lifeline.datasource.internal.sentinel;

import java.time.Duration;

/**
 * Timeouts of the sentinel.
 *
 * @param quietAfter wait after which a connection is checked
 * @param questionLimit longest time for a query
 * @param misses number of consecutive queries without an answer after which the server counts as lost
 */
public record SentinelTimeouts(Duration quietAfter, Duration questionLimit, int misses) {}

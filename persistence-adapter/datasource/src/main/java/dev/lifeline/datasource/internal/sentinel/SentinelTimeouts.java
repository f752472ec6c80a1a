package dev.lifeline.datasource.internal.sentinel;

import java.time.Duration;

/**
 * How long the sentinel lets things go on.
 *
 * @param quietAfter how long a wait must be to be looked into
 * @param questionLimit how long the server may take for an answer
 * @param misses how many questions in a row without an answer mean that the server is lost
 * @param deadline how long the server may work on one statement
 */
public record SentinelTimeouts(Duration quietAfter, Duration questionLimit, int misses, Duration deadline) {

    /** How long a wait must be to be of interest. */
    Duration shortestWait() {
        return quietAfter.compareTo(deadline) < 0 ? quietAfter : deadline;
    }
}

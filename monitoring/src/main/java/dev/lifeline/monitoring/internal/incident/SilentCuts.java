package dev.lifeline.monitoring.internal.incident;

import java.time.Instant;

/**
 * Waits that were cut because the server answered nobody.
 *
 * @param firstSign since when the first of them had been waiting
 */
record SilentCuts(long count, Instant firstSign) {

    boolean isBefore(Instant moment) {
        return count > 0 && firstSign.isBefore(moment);
    }
}

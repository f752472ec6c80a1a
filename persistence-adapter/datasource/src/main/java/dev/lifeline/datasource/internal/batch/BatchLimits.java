package dev.lifeline.datasource.internal.batch;

import java.time.Duration;

/**
 * Limits of batching.
 *
 * @param statements number of concurrent statements beyond which look-ups are collected, at least 1
 * @param most maximum number of concurrent statements if some of them are slow; at least {@code statements}
 * @param patience time for which a look-up waits before it may start a statement beyond {@code statements}
 * @param maxSize maximum number of keys of one statement
 * @param longestWait time after which a look-up is refused if no statement includes it yet
 */
public record BatchLimits(int statements, int most, Duration patience, int maxSize, Duration longestWait) {

    /** @throws IllegalArgumentException if {@code statements} is not within 1 to {@code most} */
    public BatchLimits {
        if (statements < 1 || statements > most) {
            throw new IllegalArgumentException("statements must be from 1 to " + most + ", but is " + statements);
        }
    }
}

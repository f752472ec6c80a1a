package dev.lifeline.datasource.internal.batch;

import java.time.Duration;

/**
 * How far look-ups share statements.
 *
 * @param statements how many statements run at a time before look-ups gather, at least 1
 * @param most how many run at a time if some of them are slow; no fewer than {@code statements}
 * @param patience how long a caller waits for those that run, before he starts one more if there may be one
 * @param maxSize how many keys one statement asks for at most
 * @param longestWait after which a caller for whom nobody asks yet is refused
 */
public record BatchLimits(int statements, int most, Duration patience, int maxSize, Duration longestWait) {

    /**
     * @throws IllegalArgumentException if {@code statements} is not from 1 to {@code most}
     */
    public BatchLimits {
        if (statements < 1 || statements > most) {
            throw new IllegalArgumentException("statements must be from 1 to " + most + ", but is " + statements);
        }
    }
}

package dev.lifeline.datasource.config;

import dev.lifeline.domain.settings.InvalidSettingsException;
import dev.lifeline.domain.settings.SettingChecks;

/**
 * How look-ups by key share statements.
 *
 * @param enabled whether look-ups of projects do, by default yes; without it each is a statement of its own
 * @param statements how many statements of a kind run at a time before further callers share one: 1 to 1,000, and never more than the
 *     pool has connections; by default as many as this machine has processors, since more only compete for them. Only if those take more than 20 ms are there more. Where the database is
 *     far, so that a statement takes milliseconds of which most are the network's, more answer sooner
 * @param maxSize how many keys one statement asks for at most: 2 to 10,000, by default 500
 */
public record BatchConfig(boolean enabled, int statements, int maxSize) {
    private static final int MAX_STATEMENTS = 1_000;

    /**
     * @throws InvalidSettingsException if a setting is out of bounds
     */
    public BatchConfig {
        new SettingChecks()
                .between("batch.statements", statements, 1, MAX_STATEMENTS)
                .between("batch.max-size", maxSize, 2, 10_000)
                .verify();
    }

    /** Look-ups share statements, of 500 keys at most, as soon as one for each processor runs. */
    public static BatchConfig defaults() {
        return new BatchConfig(true, Math.min(Runtime.getRuntime().availableProcessors(), MAX_STATEMENTS), 500);
    }

    /** The same, but every look-up is a statement of its own. */
    public BatchConfig disabled() {
        return new BatchConfig(false, statements, maxSize);
    }
}

package dev.lifeline.persistence.config;

import dev.lifeline.domain.settings.InvalidSettingsException;
import dev.lifeline.domain.settings.SettingChecks;

/**
 * How look-ups by key share statements.
 *
 * @param enabled whether look-ups of projects do, by default yes; without it each is a statement of its own
 * @param maxSize how many keys one statement asks for at most: 2 to 10,000, by default 500
 */
public record BatchConfig(boolean enabled, int maxSize) {

    /**
     * @throws InvalidSettingsException if a setting is out of bounds
     */
    public BatchConfig {
        new SettingChecks().between("batch.max-size", maxSize, 2, 10_000).verify();
    }

    /** Look-ups share statements, of 500 keys at most. */
    public static BatchConfig defaults() {
        return new BatchConfig(true, 500);
    }

    /** The same, but every look-up is a statement of its own. */
    public BatchConfig disabled() {
        return new BatchConfig(false, maxSize);
    }
}

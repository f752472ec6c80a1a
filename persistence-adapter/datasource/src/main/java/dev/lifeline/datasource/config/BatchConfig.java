package dev.lifeline.datasource.config;

import dev.lifeline.domain.settings.InvalidSettingsException;
import dev.lifeline.domain.settings.SettingChecks;

/**
 * Batching of look-ups by key into shared statements.
 *
 * @param enabled whether look-ups of projects are batched, by default yes; otherwise each look-up is a separate
 *     statement
 * @param statements number of concurrent statements of one kind, beyond which further look-ups share a statement: 1 to
 *     1,000, and never more than the pool has connections; by default the number of processors of this machine, because
 *     more statements only compete for them. If statements take longer than 20 ms, further ones may run. A higher
 *     number reduces latency if the database is far away, so that most of a statement's time is network time
 * @param maxSize maximum number of keys of one statement: 2 to 10,000, by default 500
 */
public record BatchConfig(boolean enabled, int statements, int maxSize) {
    private static final int MAX_STATEMENTS = 1_000;

    /** @throws InvalidSettingsException if a setting is out of bounds */
    public BatchConfig {
        new SettingChecks()
                .between("batch.statements", statements, 1, MAX_STATEMENTS)
                .between("batch.max-size", maxSize, 2, 10_000)
                .verify();
    }

    /** Returns the defaults: batching enabled, one statement per processor, 500 keys per statement. */
    public static BatchConfig defaults() {
        return new BatchConfig(true, Math.min(Runtime.getRuntime().availableProcessors(), MAX_STATEMENTS), 500);
    }

    /** Returns a copy with batching disabled. */
    public BatchConfig disabled() {
        return new BatchConfig(false, statements, maxSize);
    }
}

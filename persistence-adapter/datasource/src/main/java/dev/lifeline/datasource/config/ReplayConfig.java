package dev.lifeline.datasource.config;

import dev.lifeline.domain.settings.SettingChecks;

/**
 * How connections of the data source survive the loss of their server connection.
 *
 * @param enabled whether the transaction under way is run again on a fresh connection, by default yes
 * @param commitOutcome whether the outcome of a COMMIT whose reply was lost is determined, at the price of one round trip for each
 *     transaction that wrote, and of two for each statement in autocommit mode that writes; by default yes
 * @param maxStatements how many statements of one transaction are recorded: 1 to 1,000,000, by default 10,000. A longer
 *     transaction is not run again
 * @param maxBytes how many bytes of results one recording may keep: 1 to 2,000,000,000, by default 16,000,000. A transaction that
 *     reads more is not run again
 */
public record ReplayConfig(boolean enabled, boolean commitOutcome, int maxStatements, int maxBytes) {

    public ReplayConfig {
        new SettingChecks()
                .between("replay.max-statements", maxStatements, 1, 1_000_000)
                .between("replay.max-bytes", maxBytes, 1, 2_000_000_000)
                .verify();
    }

    /** Replay with the outcome of COMMIT. */
    public static ReplayConfig defaults() {
        return new ReplayConfig(true, true, 10_000, 16_000_000);
    }

    /** Returns a copy that does not run transactions again. */
    public ReplayConfig disabled() {
        return new ReplayConfig(false, false, maxStatements, maxBytes);
    }

    /** Returns a copy that does or does not determine the outcome of COMMIT. */
    public ReplayConfig withCommitOutcome(boolean other) {
        return new ReplayConfig(enabled, other, maxStatements, maxBytes);
    }
}

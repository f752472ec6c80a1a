package dev.lifeline.datasource.config;

import dev.lifeline.domain.settings.SettingChecks;

/**
 * Settings of the replay, by which borrowed connections survive the loss of their server connection.
 *
 * @param enabled whether the current transaction is replayed on a new connection, by default yes
 * @param commitOutcome whether the outcome of a COMMIT with a lost response is determined, by default yes; must be
 *     false without replay. Costs one round trip for each writing transaction, and two for each writing statement in
 *     autocommit mode
 * @param maxStatements maximum number of recorded statements of one transaction: 1 to 1,000,000, by default 10,000. A
 *     longer transaction is not replayed
 * @param maxBytes maximum size in memory, estimated, of the recorded parameters and results of one transaction, in
 *     bytes: 1 to 2,000,000,000, by default 16,000,000. A larger transaction is not replayed
 */
public record ReplayConfig(boolean enabled, boolean commitOutcome, int maxStatements, int maxBytes) {

    public ReplayConfig {
        new SettingChecks()
                .between("replay.max-statements", maxStatements, 1, 1_000_000)
                .between("replay.max-bytes", maxBytes, 1, 2_000_000_000)
                .require(
                        enabled || !commitOutcome,
                        "replay.commit-outcome must be false if replay.enabled is false, because only replay tracks"
                                + " the outcome of COMMIT")
                .verify();
    }

    /** Returns the defaults: replay enabled, and the outcome of COMMIT is determined. */
    public static ReplayConfig defaults() {
        return new ReplayConfig(true, true, 10_000, 16_000_000);
    }

    /** Returns a copy with replay disabled. */
    public ReplayConfig disabled() {
        return new ReplayConfig(false, false, maxStatements, maxBytes);
    }

    /**
     * Returns a copy that does or does not determine the outcome of COMMIT.
     *
     * @throws dev.lifeline.domain.settings.InvalidSettingsException if the outcome is to be determined although replay
     *     is disabled
     */
    public ReplayConfig withCommitOutcome(boolean other) {
        return new ReplayConfig(enabled, other, maxStatements, maxBytes);
    }
}

package dev.lifeline.datasource.config;

import dev.lifeline.domain.settings.SettingChecks;
import java.time.Duration;

/**
 * Settings of the wait of callers during an outage.
 *
 * @param hold longest time for which a caller waits for recovery: 0 s to 5 min, by default 15 s; an operation waits at
 *     most until its deadline, even if {@code hold} is longer. Once an outage has lasted longer, new callers are
 *     refused at once
 * @param maxWaiting maximum number of callers that wait at a time, for recovery or for a connection; further callers
 *     are refused at once: 1 to 1,000,000, by default 5000
 * @param refuseEarly whether {@code getConnection} of the data source, too, refuses new callers at once when an outage
 *     has lasted longer than {@code hold}; by default no: they wait for {@code pool.acquire-timeout}, as with any pool
 */
public record GateConfig(Duration hold, int maxWaiting, boolean refuseEarly) {

    public GateConfig {
        new SettingChecks()
                .between("gate.hold", hold, Duration.ZERO, Duration.ofMinutes(5))
                .between("gate.max-waiting", maxWaiting, 1, 1_000_000)
                .verify();
    }

    /** Creates a configuration in which callers of {@code getConnection} are not refused early. */
    public GateConfig(Duration hold, int maxWaiting) {
        this(hold, maxWaiting, false);
    }

    /** Returns the defaults: callers wait for up to 15 s, and at most 5000 wait. */
    public static GateConfig defaults() {
        return new GateConfig(Duration.ofSeconds(15), 5_000);
    }

    /**
     * Returns a copy with another hold time.
     *
     * @throws dev.lifeline.domain.settings.InvalidSettingsException if it is out of bounds
     */
    public GateConfig withHold(Duration other) {
        return new GateConfig(other, maxWaiting, refuseEarly);
    }

    /** Returns a copy in which callers of {@code getConnection} are or are not refused early. */
    public GateConfig withRefuseEarly(boolean other) {
        return new GateConfig(hold, maxWaiting, other);
    }
}

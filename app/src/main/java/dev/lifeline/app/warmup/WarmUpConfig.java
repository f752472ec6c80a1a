package dev.lifeline.app.warmup;

import dev.lifeline.domain.settings.SettingChecks;
import java.time.Duration;

/**
 * How the service warms up before it is ready.
 *
 * @param limit how long that takes at most: 0 s, for not at all, to 1 min
 */
public record WarmUpConfig(Duration limit) {
    private static final Duration MAX = Duration.ofMinutes(1);

    /**
     * @throws dev.lifeline.domain.settings.InvalidSettingsException if the limit is out of bounds
     */
    public WarmUpConfig {
        new SettingChecks().between("warm-up.limit", limit, Duration.ZERO, MAX).verify();
    }

    /** Two seconds. */
    public static WarmUpConfig defaults() {
        return new WarmUpConfig(Duration.ofSeconds(2));
    }

    /** Long enough for its classes to be loaded, and no longer. */
    public static WarmUpConfig brief() {
        return new WarmUpConfig(Duration.ofMillis(100));
    }

    /** Whether there is to be a warm-up at all. */
    public boolean isWanted() {
        return !limit.isZero();
    }
}

package dev.lifeline.app.warmup;

import dev.lifeline.domain.settings.SettingChecks;
import java.time.Duration;

/**
 * Warm-up of the service before it is ready.
 *
 * @param limit maximum duration: 0 s, which disables it, to 1 min
 */
public record WarmUpConfig(Duration limit) {
    private static final Duration MAX = Duration.ofMinutes(1);

    /**
     * @throws dev.lifeline.domain.settings.InvalidSettingsException if the limit is out of bounds
     */
    public WarmUpConfig {
        new SettingChecks().between("warm-up.limit", limit, Duration.ZERO, MAX).verify();
    }

    /** Returns the default of 2 s. */
    public static WarmUpConfig defaults() {
        return new WarmUpConfig(Duration.ofSeconds(2));
    }

    /** Returns a warm-up that is just long enough to load its classes. */
    public static WarmUpConfig brief() {
        return new WarmUpConfig(Duration.ofMillis(100));
    }

    /** Returns whether there is a warm-up. */
    public boolean isWanted() {
        return !limit.isZero();
    }
}

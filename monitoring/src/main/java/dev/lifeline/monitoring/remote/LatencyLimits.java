package dev.lifeline.monitoring.remote;

import dev.lifeline.domain.settings.InvalidSettingsException;
import dev.lifeline.domain.settings.SettingChecks;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Limits for the response time.
 *
 * @param warning time beyond which the result is a warning, or null
 * @param critical time beyond which the result is critical, or null; at least as long as the other limit
 */
public record LatencyLimits(@Nullable Duration warning, @Nullable Duration critical) {

    /** @throws InvalidSettingsException if a limit is negative, or the critical one is shorter than the other */
    public LatencyLimits {
        new SettingChecks()
                .require(warning == null || !warning.isNegative(), "warn must not be negative")
                .require(critical == null || !critical.isNegative(), "crit must not be negative")
                .require(
                        warning == null || critical == null || warning.compareTo(critical) <= 0,
                        "warn must not be longer than crit")
                .verify();
    }

    /** Returns no limits. */
    public static LatencyLimits none() {
        return new LatencyLimits(null, null);
    }
}

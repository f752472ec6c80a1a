package dev.lifeline.monitoring.remote;

import dev.lifeline.domain.settings.InvalidSettingsException;
import dev.lifeline.domain.settings.SettingChecks;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long an answer may take before that alone is worth a word.
 *
 * @param warning beyond which it is a warning, or null
 * @param critical beyond which it is critical, or null; not shorter than the other
 */
public record LatencyLimits(@Nullable Duration warning, @Nullable Duration critical) {

    /**
     * @throws InvalidSettingsException if a limit is negative, or the critical one is the shorter one
     */
    public LatencyLimits {
        new SettingChecks()
                .require(warning == null || !warning.isNegative(), "warn must not be negative")
                .require(critical == null || !critical.isNegative(), "crit must not be negative")
                .require(
                        warning == null || critical == null || warning.compareTo(critical) <= 0,
                        "warn must not be longer than crit")
                .verify();
    }

    /** No limits. */
    public static LatencyLimits none() {
        return new LatencyLimits(null, null);
    }
}

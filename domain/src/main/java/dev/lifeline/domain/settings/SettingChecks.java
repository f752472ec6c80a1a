package dev.lifeline.domain.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects the problems of a group of settings, so that all are reported at once. Never corrects a value silently.
 * Confined to one thread.
 */
public final class SettingChecks {
    private final List<String> problems = new ArrayList<>();

    /** Creates checks without problems. */
    public SettingChecks() {}

    /** Requires the number to be within the bounds (inclusive). */
    public SettingChecks between(String setting, long value, long min, long max) {
        return require(value >= min && value <= max, outOfRange(setting, value, min, max));
    }

    /** Requires the number to be within the bounds (inclusive). */
    public SettingChecks between(String setting, double value, double min, double max) {
        return require(value >= min && value <= max, outOfRange(setting, value, min, max));
    }

    /** Requires the duration to be within the bounds (inclusive). */
    public SettingChecks between(String setting, Duration value, Duration min, Duration max) {
        boolean within = value.compareTo(min) >= 0 && value.compareTo(max) <= 0;
        return require(within, outOfRange(setting, text(value), text(min), text(max)));
    }

    /**
     * Requires the condition.
     *
     * @param problem a full sentence that names setting, value and bound
     */
    public SettingChecks require(boolean condition, String problem) {
        if (!condition) {
            problems.add(problem);
        }
        return this;
    }

    /**
     * Throws if any check failed.
     *
     * @throws InvalidSettingsException with all problems
     */
    public void verify() {
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
    }

    /**
     * Formats a duration the way it is written in settings, such as {@code 500ms}, {@code 30s} or {@code 5m}; uses ISO
     * 8601 if it has fractions of a millisecond.
     */
    public static String text(Duration duration) {
        if (duration.toNanosPart() % 1_000_000 != 0) {
            return duration.toString();
        }
        if (duration.toMillisPart() != 0) {
            return duration.toMillis() + "ms";
        }
        if (duration.toSecondsPart() != 0 || duration.isZero()) {
            return duration.toSeconds() + "s";
        }
        return duration.toMinutesPart() != 0 ? duration.toMinutes() + "m" : duration.toHours() + "h";
    }

    private static String outOfRange(String setting, Object value, Object min, Object max) {
        return setting + " must be from " + min + " to " + max + ", but is " + value;
    }
}

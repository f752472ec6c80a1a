package dev.lifeline.domain.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects what is wrong with a group of settings, so that its reader learns of everything at once. Nothing is ever
 * corrected silently. Confined to one thread.
 */
public final class SettingChecks {
    private final List<String> problems = new ArrayList<>();

    /** Checks without a finding so far. */
    public SettingChecks() {}

    /** The number must lie within the bounds, which belong to the range. */
    public SettingChecks between(String setting, long value, long min, long max) {
        return require(value >= min && value <= max, outOfRange(setting, value, min, max));
    }

    /** The number must lie within the bounds, which belong to the range. */
    public SettingChecks between(String setting, double value, double min, double max) {
        return require(value >= min && value <= max, outOfRange(setting, value, min, max));
    }

    /** The duration must lie within the bounds, which belong to the range. */
    public SettingChecks between(String setting, Duration value, Duration min, Duration max) {
        boolean within = value.compareTo(min) >= 0 && value.compareTo(max) <= 0;
        return require(within, outOfRange(setting, text(value), text(min), text(max)));
    }

    /** The condition must hold; if not, the problem is a whole sentence that names setting, value and bound. */
    public SettingChecks require(boolean condition, String problem) {
        if (!condition) {
            problems.add(problem);
        }
        return this;
    }

    /**
     * Ends the checks.
     *
     * @throws InvalidSettingsException if anything is wrong
     */
    public void verify() {
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
    }

    /**
     * A duration as people write it in settings, such as {@code 500ms}, {@code 30s} or {@code 5m}; in the form of ISO 8601
     * if it has parts of a millisecond.
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

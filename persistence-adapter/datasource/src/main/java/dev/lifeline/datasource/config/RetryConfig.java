package dev.lifeline.datasource.config;

import static dev.lifeline.domain.settings.SettingChecks.text;

import dev.lifeline.domain.settings.SettingChecks;
import java.time.Duration;

/**
 * How an operation is repeated that failed for a reason that may pass.
 *
 * @param maxAttempts how often it is tried, the first time included: 1 to 10, by default 3
 * @param initialDelay how long before the second attempt: 1 ms to 1 min, by default 1 s
 * @param multiplier by which the delay grows: 1.1 to 10, by default 2
 * @param maxDelay beyond which the delay never grows: longer than {@code initialDelay}, at most 10 min, by default 30 s
 * @param jitter by which share a delay is made longer or shorter at random: 0 to 1, by default 0.2
 * @param budget how many repetitions there may be for each operation, over all of them: 0 to 1, by default 0.2. Bursts of up
 *     to a hundred repetitions are let through, and ten more each second.
 */
public record RetryConfig(
        int maxAttempts, Duration initialDelay, double multiplier, Duration maxDelay, double jitter, double budget) {

    public RetryConfig {
        new SettingChecks()
                .between("retry.max-attempts", maxAttempts, 1, 10)
                .between("retry.initial-delay", initialDelay, Duration.ofMillis(1), Duration.ofMinutes(1))
                .between("retry.multiplier", multiplier, 1.1, 10)
                .between("retry.max-delay", maxDelay, Duration.ofMillis(2), Duration.ofMinutes(10))
                .between("retry.jitter", jitter, 0, 1)
                .between("retry.budget", budget, 0, 1)
                .require(
                        initialDelay.compareTo(maxDelay) < 0,
                        "retry.initial-delay must be shorter than retry.max-delay (" + text(maxDelay) + "), but is "
                                + text(initialDelay))
                .verify();
    }

    /** Three attempts, after 1 s and 2 s; one repetition for five operations. */
    public static RetryConfig defaults() {
        return new RetryConfig(3, Duration.ofSeconds(1), 2, Duration.ofSeconds(30), 0.2, 0.2);
    }
}

package dev.lifeline.datasource.config;

import static dev.lifeline.domain.settings.SettingChecks.text;

import dev.lifeline.domain.settings.SettingChecks;
import java.time.Duration;

/**
 * Retries of operations after transient failures.
 *
 * @param maxAttempts maximum number of attempts, including the first: 1 to 10, by default 3
 * @param initialDelay delay before the second attempt: 1 ms to 1 min, by default 1 s
 * @param multiplier factor by which the delay grows: 1.1 to 10, by default 2
 * @param maxDelay maximum delay: longer than {@code initialDelay}, at most 10 min, by default 30 s
 * @param jitter share by which a delay is lengthened or shortened at random: 0 to 1, by default 0.2
 * @param budget retries allowed per operation, over all operations: 0 to 1, by default 0.2. In addition, bursts of up
 *     to 100 retries are allowed, and 10 more each second
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

    /** Returns the defaults: three attempts, with delays of 1 s and 2 s; one retry per five operations. */
    public static RetryConfig defaults() {
        return new RetryConfig(3, Duration.ofSeconds(1), 2, Duration.ofSeconds(30), 0.2, 0.2);
    }
}

package dev.lifeline.datasource.internal.operation;

import dev.lifeline.datasource.config.RetryConfig;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Delay between attempts: exponential, bounded, with jitter. Safe for use by several threads. */
final class Backoff {
    private final RetryConfig config;
    private final RandomGenerator random;

    /**
     * @param random safe for use by several threads
     */
    Backoff(RetryConfig config, RandomGenerator random) {
        this.config = config;
        this.random = random;
    }

    /** Returns the delay after the given number of failed attempts. */
    Duration after(int attempts) {
        double grown = (double) config.initialDelay().toNanos() * Math.pow(config.multiplier(), attempts - 1.0);
        double bounded = Math.min(grown, (double) config.maxDelay().toNanos());
        double jitter = 1 + config.jitter() * (2 * random.nextDouble() - 1);
        return Duration.ofNanos((long) (bounded * jitter));
    }
}

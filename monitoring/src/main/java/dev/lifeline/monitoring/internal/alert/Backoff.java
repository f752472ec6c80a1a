package dev.lifeline.monitoring.internal.alert;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Delay before the next attempt after a failure. Confined to one thread. */
final class Backoff {
    private final DeliveryPolicy policy;
    private final RandomGenerator random;
    private Duration next;

    Backoff(DeliveryPolicy policy, RandomGenerator random) {
        this.policy = policy;
        this.random = random;
        this.next = policy.firstDelay();
    }

    /**
     * Returns the next delay, at random between half of the full one and the full one, so that many senders do not
     * return simultaneously.
     */
    Duration next(Duration notBefore) {
        long full = next.toNanos();
        Duration pause = Duration.ofNanos(full - random.nextLong(full / 2 + 1));
        next = shorter(next.multipliedBy(2), policy.longestDelay());
        return notBefore.compareTo(pause) > 0 ? shorter(notBefore, policy.longestDelay()) : pause;
    }

    /** Resets the delay after a success. */
    void reset() {
        next = policy.firstDelay();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}

package dev.lifeline.monitoring.internal.alert;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to leave a receiver in peace that failed. Confined to one thread. */
final class Backoff {
    private final DeliveryPolicy policy;
    private final RandomGenerator random;
    private Duration next;

    Backoff(DeliveryPolicy policy, RandomGenerator random) {
        this.policy = policy;
        this.random = random;
        this.next = policy.firstDelay();
    }

    /** The next pause, between half of the full one and the full one: many senders do not come back in step. */
    Duration next(Duration notBefore) {
        long full = next.toNanos();
        Duration pause = Duration.ofNanos(full - random.nextLong(full / 2 + 1));
        next = shorter(next.multipliedBy(2), policy.longestDelay());
        return notBefore.compareTo(pause) > 0 ? shorter(notBefore, policy.longestDelay()) : pause;
    }

    /** The receiver is well. */
    void reset() {
        next = policy.firstDelay();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}

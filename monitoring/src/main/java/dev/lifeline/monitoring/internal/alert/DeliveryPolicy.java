package dev.lifeline.monitoring.internal.alert;

import java.time.Duration;

/**
 * How persistently alerts are delivered.
 *
 * @param firstDelay the pause after the first failure in a row; it doubles with each further one, and is shortened by up to
 *     half, at random
 * @param longestDelay beyond which it does not grow
 * @param giveUpAfter after which time an alert that does not get through is lost
 * @param drain how long the end waits for what is not delivered yet
 */
public record DeliveryPolicy(Duration firstDelay, Duration longestDelay, Duration giveUpAfter, Duration drain) {

    /** Whatever keeps the database away may keep the receiver away, too: so this is patient. */
    public static DeliveryPolicy standard() {
        return new DeliveryPolicy(
                Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofSeconds(5));
    }
}

package dev.lifeline.monitoring.internal.alert;

import java.time.Duration;

/**
 * Retries of deliveries.
 *
 * @param firstDelay delay after the first of consecutive failures; doubles with each further one, and is shortened at
 *     random by up to half
 * @param longestDelay maximum delay
 * @param giveUpAfter time after which an undelivered alert is lost
 * @param drain time for undelivered alerts on close
 */
public record DeliveryPolicy(Duration firstDelay, Duration longestDelay, Duration giveUpAfter, Duration drain) {

    /**
     * Returns the standard policy. It retries for long, because the cause of the outage may also affect the receiver.
     */
    public static DeliveryPolicy standard() {
        return new DeliveryPolicy(
                Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofSeconds(5));
    }
}

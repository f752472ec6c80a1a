package dev.lifeline.monitoring.internal.alert;

import java.time.Duration;

/**
 * Timing of alerts.
 *
 * @param after minimum duration of a problem before an alert is sent
 * @param reminder interval of reminders while the problem lasts
 */
public record AlertTiming(Duration after, Duration reminder) {}

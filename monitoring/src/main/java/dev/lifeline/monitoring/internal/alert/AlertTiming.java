package dev.lifeline.monitoring.internal.alert;

import java.time.Duration;

/**
 * When some trouble is told.
 *
 * @param after how long it lasts before anybody hears of it; what passes sooner wakes nobody
 * @param reminder how long until it is told again, while it lasts
 */
public record AlertTiming(Duration after, Duration reminder) {}

package dev.lifeline.monitoring.internal.alert;

import java.time.Duration;
import java.time.Instant;

/** Alerts for tests. */
final class SampleAlerts {
    private static final Instant SINCE = Instant.parse("2024-01-15T10:30:00Z");

    private SampleAlerts() {}

    /** Returns an alert about the outage with that number. */
    static Alert outage(int number, AlertStatus status) {
        var condition = new AlertCondition("DatabaseLost", Severity.CRITICAL, "checkout", SINCE.plusSeconds(number));
        return new Alert(
                condition,
                status,
                "Outage " + number,
                Duration.ofMillis(2_500),
                AlertFacts.because("Connection refused"));
    }
}

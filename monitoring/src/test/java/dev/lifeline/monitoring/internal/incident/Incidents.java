package dev.lifeline.monitoring.internal.incident;

import dev.lifeline.domain.connection.CallerCounts;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.incident.Incident;
import dev.lifeline.domain.incident.IncidentKind;
import java.time.Duration;
import java.time.Instant;

/** Incidents for tests. */
final class Incidents {
    static final Instant START = Instant.parse("2024-01-15T10:30:00.123456Z");

    private Incidents() {}

    static Incident ongoing(String id) {
        return Incident.ongoing(
                id,
                IncidentKind.OUTAGE,
                FailureReason.CONNECTION_REFUSED,
                "1 look failed: \"refused\" \\ ü \uD83D\uDE00 \n",
                START.minusMillis(5),
                START);
    }

    static Incident ended(String id) {
        return ongoing(id)
                .known("evidence", 4)
                .known(new CallerCounts(3, 2, 1))
                .ended(START.plusSeconds(5), Duration.ofMillis(5_005));
    }
}

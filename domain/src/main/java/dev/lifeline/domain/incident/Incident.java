package dev.lifeline.domain.incident;

import static java.util.Objects.requireNonNull;

import dev.lifeline.domain.connection.CallerCounts;
import dev.lifeline.domain.connection.FailureReason;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Fault of the database connection, with its start, end and effect.
 *
 * @param id unique identifier, also across runs of the service
 * @param cause failure reason, or null if the incident is not a failure
 * @param evidence what showed the incident, in words that may leave the process
 * @param startedAt time of the first sign
 * @param detectedAt time at which the incident was recognised
 * @param endedAt time of its end, or null while the incident is ongoing or if its end was not observed
 * @param duration time between the first sign and the end, measured with a monotonic clock; null without an end
 * @param attempts number of recovery attempts
 * @param callers callers affected by the incident; null while unknown
 */
public record Incident(
        String id,
        IncidentKind kind,
        @Nullable FailureReason cause,
        String evidence,
        Instant startedAt,
        Instant detectedAt,
        @Nullable Instant endedAt,
        @Nullable Duration duration,
        IncidentPhase phase,
        int attempts,
        @Nullable CallerCounts callers) {

    public Incident {
        requireNonNull(id, "id");
        requireNonNull(kind, "kind");
        requireNonNull(evidence, "evidence");
        requireNonNull(startedAt, "startedAt");
        requireNonNull(detectedAt, "detectedAt");
        requireNonNull(phase, "phase");
        boolean over = phase == IncidentPhase.ENDED;
        if (over != (endedAt != null) || over != (duration != null)) {
            throw new IllegalArgumentException("an incident has an end and a duration if, and only if, it has ended");
        }
    }

    /** Creates an ongoing incident. */
    public static Incident ongoing(
            String id,
            IncidentKind kind,
            @Nullable FailureReason cause,
            String evidence,
            Instant startedAt,
            Instant detectedAt) {
        return new Incident(
                id, kind, cause, evidence, startedAt, detectedAt, null, null, IncidentPhase.ONGOING, 0, null);
    }

    /** Returns a copy with other evidence and number of attempts. */
    public Incident known(String newEvidence, int newAttempts) {
        return new Incident(
                id, kind, cause, newEvidence, startedAt, detectedAt, endedAt, duration, phase, newAttempts, callers);
    }

    /** Returns a copy with the affected callers. */
    public Incident known(CallerCounts newCallers) {
        return new Incident(
                id, kind, cause, evidence, startedAt, detectedAt, endedAt, duration, phase, attempts, newCallers);
    }

    /** Returns a copy that has ended. */
    public Incident ended(Instant at, Duration lasted) {
        return new Incident(
                id, kind, cause, evidence, startedAt, detectedAt, at, lasted, IncidentPhase.ENDED, attempts, callers);
    }

    /** Returns a copy in phase {@link IncidentPhase#UNKNOWN}: its end will not be observed. */
    public Incident lostSightOf(String newEvidence) {
        return new Incident(
                id,
                kind,
                cause,
                newEvidence,
                startedAt,
                detectedAt,
                null,
                null,
                IncidentPhase.UNKNOWN,
                attempts,
                callers);
    }

    /** Returns whether the incident is ongoing. */
    public boolean isOngoing() {
        return phase == IncidentPhase.ONGOING;
    }
}

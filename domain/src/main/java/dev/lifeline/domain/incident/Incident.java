package dev.lifeline.domain.incident;

import static java.util.Objects.requireNonNull;

import dev.lifeline.domain.connection.CallerCounts;
import dev.lifeline.domain.connection.FailureReason;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that went wrong with the connection.
 *
 * @param id tells it from all other incidents, also of other runs of the service
 * @param cause why, or null where that is no failure
 * @param evidence how that is known, in words that may leave the process
 * @param startedAt its first sign
 * @param detectedAt when it was known as what it is
 * @param endedAt when it was over, or null while it goes on and where nobody saw its end
 * @param duration from its first sign to its end, as a clock measured it that is never set; null without an end
 * @param attempts how many attempts to end it there were
 * @param callers what became of those who needed the database meanwhile; null as long as that is not known
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

    /** One that goes on. */
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

    /** The same, with more known about it. */
    public Incident known(String newEvidence, int newAttempts) {
        return new Incident(
                id, kind, cause, newEvidence, startedAt, detectedAt, endedAt, duration, phase, newAttempts, callers);
    }

    /** The same, with what became of its callers. */
    public Incident known(CallerCounts newCallers) {
        return new Incident(
                id, kind, cause, evidence, startedAt, detectedAt, endedAt, duration, phase, attempts, newCallers);
    }

    /** The same, over now. */
    public Incident ended(Instant at, Duration lasted) {
        return new Incident(
                id, kind, cause, evidence, startedAt, detectedAt, at, lasted, IncidentPhase.ENDED, attempts, callers);
    }

    /** The same, of which nobody will see the end. */
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

    /** Whether it goes on. */
    public boolean isOngoing() {
        return phase == IncidentPhase.ONGOING;
    }
}

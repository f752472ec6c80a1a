package dev.lifeline.domain.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lifeline.domain.connection.CallerCounts;
import dev.lifeline.domain.connection.FailureReason;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class IncidentTest {
    private static final Instant START = Instant.parse("2024-01-15T10:30:00Z");
    private static final CallerCounts SOME = new CallerCounts(3, 2, 1);

    private final Incident ongoing = Incident.ongoing(
            "a", IncidentKind.OUTAGE, FailureReason.CONNECTION_LOST, "1 check failed", START, START.plusSeconds(1));

    @Test
    void incident_is_ongoing_until_it_ends() {
        Incident ended =
                ongoing.known("2 checks failed", 4).known(SOME).ended(START.plusSeconds(5), Duration.ofSeconds(5));

        assertThat(ongoing.isOngoing()).isTrue();
        assertThat(ended.isOngoing()).isFalse();
        assertThat(ended)
                .isEqualTo(new Incident(
                        "a",
                        IncidentKind.OUTAGE,
                        FailureReason.CONNECTION_LOST,
                        "2 checks failed",
                        START,
                        START.plusSeconds(1),
                        START.plusSeconds(5),
                        Duration.ofSeconds(5),
                        IncidentPhase.ENDED,
                        4,
                        SOME));
    }

    @Test
    void incident_without_an_observed_end_has_none() {
        Incident lost = ongoing.lostSightOf("the service stopped first");

        assertThat(lost.isOngoing()).isFalse();
        assertThat(lost.phase()).isEqualTo(IncidentPhase.UNKNOWN);
        assertThat(lost.endedAt()).isNull();
        assertThat(lost.evidence()).isEqualTo("the service stopped first");
    }

    @Test
    void only_an_ended_incident_has_an_end_and_a_duration() {
        assertThatIllegalArgumentException().isThrownBy(() -> with(IncidentPhase.ONGOING, START, Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> with(IncidentPhase.UNKNOWN, null, Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> with(IncidentPhase.ENDED, START, null));
        assertThatIllegalArgumentException().isThrownBy(() -> with(IncidentPhase.ENDED, null, Duration.ZERO));
    }

    private static Incident with(IncidentPhase phase, Instant endedAt, Duration duration) {
        return new Incident("a", IncidentKind.OUTAGE, null, "", START, START, endedAt, duration, phase, 0, null);
    }
}

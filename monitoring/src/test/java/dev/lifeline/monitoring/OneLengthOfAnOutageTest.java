package dev.lifeline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.connection.CallerCounts;
import dev.lifeline.domain.connection.ConnectionEvent.ConnectionLost;
import dev.lifeline.domain.connection.ConnectionEvent.ConnectionRecovered;
import dev.lifeline.domain.connection.ConnectionEvent.CutCause;
import dev.lifeline.domain.connection.ConnectionEvent.FlowCut;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.incident.Incident;
import dev.lifeline.domain.testing.FakeClock;
import dev.lifeline.domain.testing.FakeTicker;
import dev.lifeline.monitoring.internal.incident.IncidentHistory;
import dev.lifeline.monitoring.internal.message.ConnectionLog;
import dev.lifeline.monitoring.internal.message.ConnectionMessages;
import dev.lifeline.testing.log.LogCapture;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Issue 15, number 15: log line and incident report the length in the event. */
class OneLengthOfAnOutageTest {
    private static final Duration DOUBTED = Duration.ofMillis(2_100);
    private static final Duration OUTAGE = Duration.ofMillis(9_700);

    private final FakeClock clock = new FakeClock();

    @AutoClose
    private final LogCapture log = LogCapture.of(ConnectionLog.class);

    private final ConnectionMessages messages = new ConnectionMessages(new FakeTicker(), List.of(new ConnectionLog()));
    private final IncidentHistory history = new IncidentHistory("run", clock, incident -> {});

    @Test
    void log_line_and_incident_of_a_freeze_have_the_same_length_despite_a_longer_wait() {
        var cut = new FlowCut(clock.instant(), Duration.ofSeconds(25), CutCause.SERVER_SILENT, "no answer");
        var lost = new ConnectionLost(clock.instant(), FailureReason.CONNECTION_TIMEOUT, 2, DOUBTED);
        history.on(cut);
        List.of(messages, history).forEach(listener -> listener.on(lost));
        clock.advance(OUTAGE.minus(DOUBTED));
        var recovered = new ConnectionRecovered(clock.instant(), OUTAGE, 8, new CallerCounts(0, 0, 0));
        List.of(messages, history).forEach(listener -> listener.on(recovered));

        assertThat(log.lines()).contains("INFO Database reconnected successfully (outage 9.7 s, 8 attempts)");
        assertThat(history.newest(9)).singleElement().satisfies(OneLengthOfAnOutageTest::lastedAsTheEventSays);
    }

    private static void lastedAsTheEventSays(Incident incident) {
        assertThat(incident.duration()).isEqualTo(OUTAGE);
        assertThat(incident.startedAt().plus(OUTAGE)).isEqualTo(incident.endedAt());
    }
}

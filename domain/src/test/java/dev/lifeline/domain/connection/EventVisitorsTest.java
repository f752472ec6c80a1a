package dev.lifeline.domain.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.incident.Incident;
import dev.lifeline.domain.incident.IncidentKind;
import dev.lifeline.domain.status.StreamedEvent;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each event calls the visitor's method for its own type. */
class EventVisitorsTest {
    private static final Instant NOW = Instant.EPOCH;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final FailureReason REASON = FailureReason.CONNECTION_REFUSED;

    private final List<Class<?>> parameters = new ArrayList<>();
    private final List<Object> visited = new ArrayList<>();

    private <T> T visitor(Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, values) -> {
                    parameters.add(method.getParameterTypes()[0]);
                    visited.add(values[0]);
                    return null;
                }));
    }

    @Test
    void connection_events() {
        List<ConnectionEvent> events = List.of(
                new ConnectionEvent.CheckPassed(NOW, SECOND),
                new ConnectionEvent.CheckFailed(NOW, SECOND, REASON),
                new ConnectionEvent.StateChanged(NOW, ConnectionState.CONNECTED, ConnectionState.LOST),
                new ConnectionEvent.ConnectionLost(NOW, REASON, 1, SECOND),
                new ConnectionEvent.RecoveryAttemptFailed(NOW, 1, REASON, SECOND),
                new ConnectionEvent.RecoveryOverdue(NOW, 1, SECOND, REASON),
                new ConnectionEvent.ConnectionRecovered(NOW, SECOND, 1, new CallerCounts(0, 0, 0)),
                new ConnectionEvent.GenerationReplaced(NOW, 2, ConnectionEvent.ReplacementCause.FORCED),
                new ConnectionEvent.OperationRetried(NOW, 2, 3, REASON),
                new ConnectionEvent.OperationGivenUp(NOW, 3, REASON),
                new ConnectionEvent.FlowCut(NOW, SECOND, ConnectionEvent.CutCause.DEAD_FLOW, ""),
                new ConnectionEvent.WaitJudged(NOW, SECOND, ConnectionEvent.WaitVerdict.SLOW),
                new ConnectionEvent.StatementCancelled(NOW, SECOND),
                new ConnectionEvent.ClockJumped(NOW, SECOND),
                new ConnectionEvent.OutcomeResolved(NOW, true),
                new ConnectionEvent.EngineRestarted(NOW, ConnectionEvent.EnginePart.RECOVERY));

        events.forEach(event -> event.accept(visitor(ConnectionEventVisitor.class)));

        assertVisited(ConnectionEvent.class, events);
    }

    @Test
    void operation_events() {
        List<OperationEvent> events = List.of(
                new OperationEvent.AttemptFailed(1, REASON),
                new OperationEvent.ConflictMet(),
                new OperationEvent.Waited(OperationEvent.Wait.DATABASE, SECOND, false),
                new OperationEvent.OutcomeResolved(true),
                new OperationEvent.Replayed());

        events.forEach(event -> event.accept(visitor(OperationEvent.Visitor.class)));

        assertVisited(OperationEvent.class, events);
    }

    @Test
    @SuppressWarnings("unchecked") // the visitor's results are all null
    void streamed_events() {
        List<StreamedEvent> events = List.of(
                new StreamedEvent.ConnectionNote("1", NOW, "CheckPassed", "text"),
                new StreamedEvent.IncidentNote(
                        "2", Incident.ongoing("id", IncidentKind.OUTAGE, REASON, "evidence", NOW, NOW)),
                new StreamedEvent.Gap());

        StreamedEvent.Visitor<Object> visitor = visitor(StreamedEvent.Visitor.class);
        events.forEach(event -> event.accept(visitor));

        assertVisited(StreamedEvent.class, events);
    }

    private void assertVisited(Class<?> type, List<?> events) {
        assertThat(visited).isEqualTo(events);
        assertThat(parameters)
                .isEqualTo(events.stream().map(Object::getClass).toList())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(type.getPermittedSubclasses()).toList());
    }
}

package dev.lifeline.domain.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.connection.DatabaseOperation;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.connection.OperationEvent;
import dev.lifeline.domain.connection.OperationEvent.AttemptFailed;
import dev.lifeline.domain.connection.OperationEvent.ConflictMet;
import dev.lifeline.domain.connection.OperationEvent.OutcomeResolved;
import dev.lifeline.domain.connection.OperationEvent.Replayed;
import dev.lifeline.domain.connection.OperationEvent.Wait;
import dev.lifeline.domain.connection.OperationEvent.Waited;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordingTracerTest {

    @Test
    void records_operations_and_their_events() {
        var tracer = new RecordingTracer();
        List<OperationEvent> events = List.of(
                new AttemptFailed(1, FailureReason.CONNECTION_LOST),
                new Waited(Wait.DATABASE, Duration.ofSeconds(1), false),
                new ConflictMet(),
                new OutcomeResolved(true),
                new Replayed());

        String result = tracer.trace(DatabaseOperation.WRITE, () -> {
            events.forEach(tracer::on);
            return "done";
        });

        assertThat(result).isEqualTo("done");
        assertThat(tracer.operations()).containsExactly(DatabaseOperation.WRITE);
        assertThat(tracer.events()).isEqualTo(events);
    }
}

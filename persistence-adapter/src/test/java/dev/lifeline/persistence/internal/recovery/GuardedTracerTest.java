package dev.lifeline.persistence.internal.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.lifeline.domain.connection.DatabaseOperation;
import dev.lifeline.domain.connection.OperationEvent;
import dev.lifeline.domain.connection.OperationEvent.ConflictMet;
import dev.lifeline.domain.port.out.OperationTracer;
import dev.lifeline.domain.testing.RecordingTracer;
import org.junit.jupiter.api.Test;

class GuardedTracerTest {

    @Test
    void a_tracer_that_throws_does_no_harm_to_the_operation() {
        var guarded = new GuardedTracer(new OperationTracer() {
            @Override
            public void on(OperationEvent event) {
                throw new IllegalStateException("tracer");
            }
        });

        assertThatCode(() -> guarded.on(new ConflictMet())).doesNotThrowAnyException();
    }

    @Test
    void a_tracer_hears_of_everything() {
        var tracer = new RecordingTracer();
        var guarded = new GuardedTracer(tracer);

        guarded.trace(DatabaseOperation.READ, () -> "");
        guarded.on(new ConflictMet());

        assertThat(tracer.operations()).containsExactly(DatabaseOperation.READ);
        assertThat(tracer.events()).containsExactly(new ConflictMet());
    }
}

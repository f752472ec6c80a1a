package dev.lifeline.domain.port.out;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.connection.DatabaseOperation;
import dev.lifeline.domain.connection.OperationEvent.ConflictMet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OperationTracerTest {

    @Test
    void default_tracer_only_runs_the_operation() {
        var tracer = new OperationTracer() {};
        tracer.on(new ConflictMet());

        assertThat(tracer.<String>trace(DatabaseOperation.READ, () -> "done")).isEqualTo("done");
    }

    @ParameterizedTest
    @EnumSource
    void operations_are_described_by_fixed_words(DatabaseOperation operation) {
        assertThat(operation.verb()).matches("[a-z]+");
        assertThat(operation.collection().orElse("none_known")).matches("[a-z_]+");
    }
}

package dev.lifeline.domain.port.out;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.connection.DatabaseOperation;
import dev.lifeline.domain.connection.OperationEvent.ConflictMet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OperationTracerTest {

    @Test
    void as_it_stands_an_operation_just_runs() {
        var tracer = new OperationTracer() {};
        tracer.on(new ConflictMet());

        assertThat(tracer.<String>trace(DatabaseOperation.READ, () -> "done")).isEqualTo("done");
    }

    @ParameterizedTest
    @EnumSource
    void what_is_done_is_said_in_words_that_no_caller_can_choose(DatabaseOperation operation) {
        assertThat(operation.verb()).matches("[a-z]+");
        assertThat(operation.table().orElse("none_known")).matches("[a-z_]+");
    }
}

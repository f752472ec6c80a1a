package dev.lifeline.datasource.internal.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lifeline.domain.connection.DatabaseOperation;
import dev.lifeline.domain.connection.OperationEvent;
import dev.lifeline.domain.connection.OperationEvent.ConflictMet;
import dev.lifeline.domain.port.out.OperationTracer;
import dev.lifeline.domain.testing.RecordingTracer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class GuardedTracerTest {

    @Test
    void an_exception_of_the_tracer_does_not_affect_the_operation() {
        var guarded = new GuardedTracer(new OperationTracer() {
            @Override
            public void on(OperationEvent event) {
                throw new IllegalStateException("tracer");
            }
        });

        assertThatCode(() -> guarded.on(new ConflictMet())).doesNotThrowAnyException();
    }

    @Test
    void a_tracer_receives_all_events() {
        var tracer = new RecordingTracer();
        var guarded = new GuardedTracer(tracer);

        guarded.trace(DatabaseOperation.READ, () -> "");
        guarded.on(new ConflictMet());

        assertThat(tracer.operations()).containsExactly(DatabaseOperation.READ);
        assertThat(tracer.events()).containsExactly(new ConflictMet());
    }

    @Test
    void a_tracer_that_throws_around_an_operation_does_not_change_its_outcome() {
        AtomicInteger runs = new AtomicInteger();
        var before = new GuardedTracer(tracing(run -> {
            throw new NoClassDefFoundError("tracer");
        }));
        var after = new GuardedTracer(tracing(run -> {
            run.run();
            throw new IllegalStateException("tracer");
        }));

        assertThat(before.<Integer>trace(DatabaseOperation.READ, runs::incrementAndGet))
                .isEqualTo(1);
        assertThat(after.<Integer>trace(DatabaseOperation.READ, runs::incrementAndGet))
                .isEqualTo(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> after.trace(DatabaseOperation.READ, () -> {
                    throw new IllegalArgumentException("operation");
                }));
    }

    private static OperationTracer tracing(Consumer<Runnable> around) {
        return new OperationTracer() {
            @Override
            public <T> T trace(DatabaseOperation operation, Supplier<T> run) {
                around.accept(run::get);
                throw new IllegalStateException("not reached");
            }
        };
    }
}

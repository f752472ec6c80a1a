package dev.lifeline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeline.domain.connection.DatabaseOperation;
import dev.lifeline.domain.connection.OperationEvent.ConflictMet;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.context.Context;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tracing without a recorder. */
class UntracedTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final StubRequest TRACED = StubRequest.from("00-" + TRACE + "-00f067aa0ba902b7-00");

    private Tracing tracing;

    @BeforeEach
    void nothing_is_recorded() {
        GlobalOpenTelemetry.resetForTest();
        tracing = Tracing.global();
    }

    @Test
    void a_library_does_not_install_a_recorder() {
        assertThat(GlobalOpenTelemetry.isSet()).isFalse();
    }

    @Test
    void a_program_initialises_the_global_telemetry() {
        assertThat(Tracing.ofProgram().traceId()).isEmpty();

        assertThat(GlobalOpenTelemetry.isSet()).isTrue();
        GlobalOpenTelemetry.resetForTest();
    }

    @Test
    void the_trace_of_the_caller_is_current_while_its_request_is_handled() {
        tracing.request(TRACED, () -> {
            tracing.answered("/route", 200);
            assertThat(tracing.traceId()).contains(TRACE);
        });

        assertThat(tracing.traceId()).isEmpty();
        assertThat(Context.current()).isSameAs(Context.root());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "00-" + TRACE + "-0000000000000000-01"})
    void a_request_with_an_invalid_traceparent_has_no_trace(String traceparent) {
        tracing.request(StubRequest.from(traceparent), () -> assertThat(tracing.traceId())
                .isEmpty());
    }

    @Test
    void a_failed_request_restores_the_context_of_its_thread() {
        assertThatThrownBy(() -> tracing.request(TRACED, () -> {
                    throw new IOException("gone");
                }))
                .isInstanceOf(IOException.class);

        assertThat(Context.current()).isSameAs(Context.root());
    }

    @Test
    void operations_run_without_tracing() {
        tracing.operations().on(new ConflictMet());

        assertThat(tracing.operations().<String>trace(DatabaseOperation.READ, () -> "done"))
                .isEqualTo("done");
    }
}

package dev.lifeline.monitoring;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeline.domain.connection.DatabaseOperation;
import dev.lifeline.domain.connection.DatabaseOperationException;
import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.connection.OperationEvent.AttemptFailed;
import dev.lifeline.domain.connection.OperationEvent.ConflictMet;
import dev.lifeline.domain.connection.OperationEvent.OutcomeResolved;
import dev.lifeline.domain.connection.OperationEvent.Replayed;
import dev.lifeline.domain.connection.OperationEvent.Wait;
import dev.lifeline.domain.connection.OperationEvent.Waited;
import dev.lifeline.domain.connection.TransactionInDoubtException;
import dev.lifeline.domain.port.out.OperationTracer;
import dev.lifeline.domain.write.WriteToken;
import dev.lifeline.testing.trace.RecordedSpans;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Spans of database operations. */
class OperationSpansTest {
    private static final String SECRET = "db.internal hunter2 select 1";

    @AutoClose
    private final RecordedSpans spans = RecordedSpans.start();

    private final OperationTracer tracer = Tracing.global().operations();

    @ParameterizedTest
    @CsvSource({
        "FIND_PROJECT, find projects, find, projects",
        "REPLACE_PROJECT, replace projects, replace, projects",
        "FORGET_RECEIPTS, forget write_receipts, forget, write_receipts",
        "READ, read, read,",
        "WRITE, write, write,"
    })
    void an_operation_has_a_span_by_the_conventions(
            DatabaseOperation operation, String name, String verb, String table) {
        assertThat(tracer.trace(operation, () -> "done")).isEqualTo("done");

        SpanData span = spans.one();
        assertThat(span.getName()).isEqualTo(name);
        assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(span.getEvents()).isEmpty();
        var expected = Attributes.builder()
                .put("db.system.name", "postgresql")
                .put("db.operation.name", verb)
                .put(stringKey("db.collection.name"), table);
        assertThat(span.getAttributes().asMap()).isEqualTo(expected.build().asMap());
    }

    @Test
    void what_happens_on_the_way_is_an_event() {
        tracer.trace(DatabaseOperation.WRITE, () -> {
            tracer.on(new AttemptFailed(1, FailureReason.CONNECTION_LOST));
            tracer.on(new Waited(Wait.WRITABLE_SERVER, Duration.ofMillis(1500), true));
            tracer.on(new AttemptFailed(2, FailureReason.READ_ONLY_SERVER));
            tracer.on(new ConflictMet());
            tracer.on(new OutcomeResolved(true));
            tracer.on(new Replayed());
            return "";
        });

        assertThat(spans.one().getAttributes().get(longKey("lifeline.failed_attempts")))
                .isEqualTo(2);
        assertThat(spans.one().getEvents())
                .extracting(EventData::getName)
                .containsExactly(
                        "lifeline.attempt_failed",
                        "lifeline.waited",
                        "lifeline.attempt_failed",
                        "lifeline.conflict",
                        "lifeline.outcome_resolved",
                        "lifeline.replayed");
        assertThat(spans.one().getEvents())
                .extracting(EventData::getAttributes)
                .containsExactly(
                        Attributes.of(longKey("lifeline.attempt"), 1L, stringKey("lifeline.reason"), "connection_lost"),
                        Attributes.of(
                                stringKey("lifeline.wait.for"),
                                "writable_server",
                                doubleKey("lifeline.wait.seconds"),
                                1.5,
                                booleanKey("lifeline.wait.in_vain"),
                                true),
                        Attributes.of(
                                longKey("lifeline.attempt"), 2L, stringKey("lifeline.reason"), "read_only_server"),
                        Attributes.empty(),
                        Attributes.of(booleanKey("lifeline.committed"), true),
                        Attributes.empty());
    }

    static Stream<Arguments> failures() {
        var cause = new IllegalStateException(SECRET);
        return Stream.of(
                Arguments.of(
                        new DatabaseUnavailableException(FailureReason.CONNECTION_REFUSED, Duration.ZERO, cause),
                        "connection_refused",
                        "Connection refused"),
                Arguments.of(
                        new TransactionInDoubtException(WriteToken.of("scope", SECRET), Duration.ZERO, cause),
                        "outcome_unknown",
                        "Outcome unknown"),
                Arguments.of(new DatabaseOperationException(cause), "statement_refused", "Statement refused"),
                Arguments.of(cause, "java.lang.IllegalStateException", ""),
                Arguments.of(new StackOverflowError(SECRET), "java.lang.StackOverflowError", ""));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void a_failure_is_recorded_by_its_kind_and_not_by_its_message(Throwable failure, String type, String text) {
        assertThatThrownBy(() -> tracer.trace(DatabaseOperation.READ, () -> {
                    throw sneaky(failure);
                }))
                .isSameAs(failure);

        assertThat(spans.one().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(spans.one().getStatus().getDescription()).isEqualTo(text);
        assertThat(spans.one().getAttributes().get(stringKey("error.type"))).isEqualTo(type);
        assertThat(spans.one().toString()).doesNotContain("hunter2");
    }

    @Test
    void an_event_is_the_operation_s_even_within_a_span_of_the_mapper_s() {
        tracer.trace(DatabaseOperation.READ, () -> {
            Span mapper = GlobalOpenTelemetry.getTracer("mapper")
                    .spanBuilder("session")
                    .startSpan();
            Context.current()
                    .with(mapper)
                    .wrap(() -> tracer.on(new ConflictMet()))
                    .run();
            mapper.end();
            return "";
        });

        assertThat(spans.all().get(0).getEvents()).isEmpty();
        assertThat(spans.all().get(1).getEvents()).hasSize(1);
        assertThat(spans.all().get(0).getParentSpanId())
                .isEqualTo(spans.all().get(1).getSpanId());
    }

    @Test
    void a_wait_outside_of_an_operation_is_an_event_of_the_current_span() {
        Span embedder =
                GlobalOpenTelemetry.getTracer("embedder").spanBuilder("job").startSpan();
        Context.current()
                .with(embedder)
                .wrap(() -> tracer.on(new ConflictMet()))
                .run();
        embedder.end();
        tracer.on(new ConflictMet());

        assertThat(spans.one().getEvents()).hasSize(1);
    }

    @Test
    void an_operation_restores_the_context_of_its_thread() {
        tracer.trace(DatabaseOperation.READ, () -> "");
        assertThatThrownBy(() -> tracer.trace(DatabaseOperation.READ, () -> {
                    throw new IllegalStateException();
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(Context.current()).isSameAs(Context.root());
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> RuntimeException sneaky(Throwable failure) throws E {
        throw (E) failure;
    }
}

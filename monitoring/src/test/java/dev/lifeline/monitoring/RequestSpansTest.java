package dev.lifeline.monitoring;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.lifeline.domain.connection.DatabaseOperation;
import dev.lifeline.monitoring.internal.trace.WithoutTrace;
import dev.lifeline.testing.trace.RecordedSpans;
import dev.lifeline.testing.wait.Bounded;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Spans of requests, and their traces. */
class RequestSpansTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";
    private static final String TRACEPARENT = "00-" + TRACE + "-" + PARENT + "-01";

    @AutoClose
    private final RecordedSpans spans = RecordedSpans.start();

    private final Tracing tracing = Tracing.global();

    @Test
    void a_request_has_a_span_by_the_conventions() {
        tracing.request(
                new StubRequest("GET", "/api/projects/apollo", Map.of()),
                () -> tracing.answered("/api/projects/{idOrSlug}", 200));

        SpanData span = spans.one();
        assertThat(span.getName()).isEqualTo("GET /api/projects/{idOrSlug}");
        assertThat(span.getKind()).isEqualTo(SpanKind.SERVER);
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(span.getParentSpanId()).isEqualTo(SpanId.getInvalid());
        assertThat(span.getAttributes().asMap())
                .isEqualTo(Attributes.builder()
                        .put("http.request.method", "GET")
                        .put("url.scheme", "http")
                        .put("url.path", "/api/projects/apollo")
                        .put("http.route", "/api/projects/{idOrSlug}")
                        .put("http.response.status_code", 200)
                        .build()
                        .asMap());
    }

    @ParameterizedTest
    @CsvSource({"404, UNSET,", "499, UNSET,", "500, ERROR, 500", "503, ERROR, 503"})
    void only_server_errors_mark_the_span_as_failed(int status, StatusCode code, String type) {
        tracing.request(StubRequest.get("/"), () -> tracing.answered("/", status));

        assertThat(spans.one().getStatus().getStatusCode()).isEqualTo(code);
        assertThat(spans.one().getAttributes().get(stringKey("error.type"))).isEqualTo(type);
        assertThat(spans.one().getAttributes().get(longKey("http.response.status_code")))
                .isEqualTo(status);
    }

    @Test
    void a_request_with_an_unknown_method_and_no_route_has_a_span_name() {
        tracing.request(new StubRequest("OTHER", "/x", Map.of()), () -> tracing.answered("unmatched", 405));

        assertThat(spans.one().getName()).isEqualTo("HTTP");
        assertThat(spans.one().getAttributes().get(stringKey("http.request.method")))
                .isEqualTo("_OTHER");
        assertThat(spans.one().getAttributes().get(stringKey("http.route"))).isNull();
    }

    @Test
    void operations_are_children_of_their_request_which_is_a_child_of_its_caller_s_span() {
        tracing.request(StubRequest.from(TRACEPARENT), () -> tracing.operations()
                .trace(DatabaseOperation.FIND_PROJECT, () -> assertThat(tracing.traceId())
                        .contains(TRACE)));

        SpanData operation = spans.all().get(0);
        SpanData request = spans.all().get(1);
        assertThat(operation.getTraceId()).isEqualTo(TRACE);
        assertThat(operation.getParentSpanId()).isEqualTo(request.getSpanId());
        assertThat(request.getTraceId()).isEqualTo(TRACE);
        assertThat(request.getParentSpanId()).isEqualTo(PARENT);
    }

    @Test
    void the_trace_of_the_caller_is_known_even_if_the_SDK_has_no_propagator() {
        try (RecordedSpans bare = RecordedSpans.startWithoutPropagator()) {
            Tracing.global().request(StubRequest.from(TRACEPARENT), () -> {});

            assertThat(bare.one().getTraceId()).isEqualTo(TRACE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "00-" + TRACE + "-" + PARENT,
                "00-" + TRACE + "-" + PARENT + "-01-more",
                "ff-" + TRACE + "-" + PARENT + "-01",
                "00-00000000000000000000000000000000-" + PARENT + "-01",
                "00-" + TRACE + "-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + PARENT + "-01",
                "00-4bf92f3577b34da6a3ce929d0e0e473\n-" + PARENT + "-01"
            })
    void a_request_with_an_invalid_traceparent_starts_a_new_trace(String traceparent) {
        tracing.request(StubRequest.from(traceparent), () -> {});

        assertThat(spans.one().getTraceId()).isNotEqualTo(TRACE);
        assertThat(spans.one().getParentSpanId()).isEqualTo(SpanId.getInvalid());
    }

    @Test
    void a_request_with_a_span_gets_no_second_one_but_adds_its_route() {
        Span agent = GlobalOpenTelemetry.getTracer("agent").spanBuilder("GET").startSpan();
        Context.current()
                .with(agent)
                .wrap(() -> tracing.request(StubRequest.from(TRACEPARENT), () -> {
                    tracing.answered("/route", 503);
                    assertThat(tracing.traceId())
                            .contains(agent.getSpanContext().getTraceId());
                }))
                .run();
        agent.end();

        assertThat(spans.one().getName()).isEqualTo("GET /route");
        assertThat(spans.one().getAttributes().asMap()).containsOnly(entry(stringKey("http.route"), "/route"));
        assertThat(spans.one().getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    }

    @Test
    void a_request_with_a_remote_parent_only_gets_a_span() {
        var caller =
                SpanContext.createFromRemoteParent(TRACE, PARENT, TraceFlags.getSampled(), TraceState.getDefault());
        Context.current()
                .with(Span.wrap(caller))
                .wrap(() -> tracing.request(StubRequest.get("/"), () -> {}))
                .run();

        assertThat(spans.one().getTraceId()).isEqualTo(TRACE);
        assertThat(spans.one().getParentSpanId()).isEqualTo(PARENT);
    }

    @Test
    void a_trace_can_be_carried_to_another_thread() throws InterruptedException {
        Span agent = GlobalOpenTelemetry.getTracer("agent").spanBuilder("GET").startSpan();
        var seen = new AtomicReference<Optional<String>>();
        var work = new AtomicReference<Runnable>();
        Context.current()
                .with(agent)
                .wrap(() -> work.set(tracing.carry(() -> seen.set(tracing.traceId()))))
                .run();

        Thread other = new Thread(work.get());
        other.start();
        Bounded.join(other);

        assertThat(seen.get()).contains(agent.getSpanContext().getTraceId());
    }

    @Test
    void a_failed_request_ends_its_span_and_restores_the_context_of_its_thread() {
        var failure = new IOException("gone");

        assertThatThrownBy(() -> tracing.request(StubRequest.from(TRACEPARENT), () -> {
                    throw failure;
                }))
                .isSameAs(failure);

        assertThat(spans.all()).hasSize(1);
        assertThat(Context.current()).isSameAs(Context.root());
    }

    @Test
    void a_response_reported_by_another_thread_is_added_to_no_span() throws InterruptedException {
        tracing.request(StubRequest.get("/"), () -> {
            Thread other = new Thread(() -> tracing.answered("/route", 200));
            other.start();
            Bounded.join(other);
        });

        assertThat(spans.one().getName()).isEqualTo("GET");
    }

    @Test
    void what_is_done_on_the_thread_of_a_request_but_not_for_its_sake_belongs_to_no_trace() {
        tracing.request(StubRequest.from(TRACEPARENT), () -> {
            WithoutTrace.run(() -> assertThat(tracing.traceId()).isEmpty());
            assertThat(tracing.traceId()).contains(TRACE);
        });
    }

    @Test
    void threads_have_separate_traces() throws InterruptedException {
        var seen = new AtomicReference<Optional<String>>();

        tracing.request(StubRequest.from(TRACEPARENT), () -> {
            Thread other = new Thread(() -> seen.set(tracing.traceId()));
            other.start();
            Bounded.join(other);
        });

        assertThat(seen.get()).isEmpty();
    }
}

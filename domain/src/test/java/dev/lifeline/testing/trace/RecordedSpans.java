package dev.lifeline.testing.trace;

import static org.awaitility.Awaitility.await;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;

/** Installs an OpenTelemetry SDK as the global one of this process and records all ended spans. The test closes it. */
public final class RecordedSpans implements AutoCloseable {
    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final OpenTelemetrySdk sdk;

    private RecordedSpans(TextMapPropagator propagator) {
        sdk = OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                        .build())
                .setPropagators(ContextPropagators.create(propagator))
                .build();
        GlobalOpenTelemetry.resetForTest();
        GlobalOpenTelemetry.set(sdk);
    }

    /** Starts an SDK with the W3C trace context propagator. */
    public static RecordedSpans start() {
        return new RecordedSpans(W3CTraceContextPropagator.getInstance());
    }

    /** Starts an SDK without a propagator, like an unconfigured one. */
    public static RecordedSpans startWithoutPropagator() {
        return new RecordedSpans(TextMapPropagator.noop());
    }

    /** Returns the spans, in order of their end. */
    public List<SpanData> all() {
        return exporter.getFinishedSpanItems();
    }

    /** Returns the only span. */
    public SpanData one() {
        if (all().size() != 1) {
            throw new AssertionError("not one span: " + all());
        }
        return all().get(0);
    }

    /** Returns the spans of a name, in order of their end. */
    public List<SpanData> named(String name) {
        return all().stream().filter(span -> span.getName().equals(name)).toList();
    }

    /**
     * Returns the span of a name that ended last. The span of a request may end shortly after its response has arrived.
     */
    public SpanData last(String name) {
        List<SpanData> found = await(name).until(() -> named(name), spans -> !spans.isEmpty());
        return found.get(found.size() - 1);
    }

    /** Returns the names of a span's events, in order. */
    public static List<String> events(SpanData span) {
        return span.getEvents().stream().map(EventData::getName).toList();
    }

    @Override
    public void close() {
        sdk.close();
        GlobalOpenTelemetry.resetForTest();
    }
}

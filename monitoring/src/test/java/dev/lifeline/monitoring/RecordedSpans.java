package dev.lifeline.monitoring;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;

/** OpenTelemetry's SDK as the global one of this process, which remembers all spans that have ended. */
final class RecordedSpans implements AutoCloseable {
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

    static RecordedSpans start() {
        return new RecordedSpans(W3CTraceContextPropagator.getInstance());
    }

    /** With an SDK of which nobody said how traces are told across processes. */
    static RecordedSpans startWithoutPropagator() {
        return new RecordedSpans(TextMapPropagator.noop());
    }

    /** The spans, in order of their ends. */
    List<SpanData> all() {
        return exporter.getFinishedSpanItems();
    }

    /** The only span. */
    SpanData one() {
        if (all().size() != 1) {
            throw new AssertionError("not one span: " + all());
        }
        return all().get(0);
    }

    @Override
    public void close() {
        sdk.close();
        GlobalOpenTelemetry.resetForTest();
    }
}

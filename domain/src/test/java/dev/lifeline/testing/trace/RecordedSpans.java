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

/** OpenTelemetry's SDK as the global one of this process; keeps every span that has ended. To be closed. */
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

    /** Starts an SDK that reads and writes W3C trace contexts. */
    public static RecordedSpans start() {
        return new RecordedSpans(W3CTraceContextPropagator.getInstance());
    }

    /** Starts an SDK without a propagator, as one is that nobody configured. */
    public static RecordedSpans startWithoutPropagator() {
        return new RecordedSpans(TextMapPropagator.noop());
    }

    /** The spans, in order of their ends. */
    public List<SpanData> all() {
        return exporter.getFinishedSpanItems();
    }

    /** The only span. */
    public SpanData one() {
        if (all().size() != 1) {
            throw new AssertionError("not one span: " + all());
        }
        return all().get(0);
    }

    /** The spans of a name, in order of their ends. */
    public List<SpanData> named(String name) {
        return all().stream().filter(span -> span.getName().equals(name)).toList();
    }

    /** The span of a name that ended last; a request's span may end shortly after its answer has arrived. */
    public SpanData last(String name) {
        List<SpanData> found = await(name).until(() -> named(name), spans -> !spans.isEmpty());
        return found.get(found.size() - 1);
    }

    /** The names of the events of a span, in order. */
    public static List<String> events(SpanData span) {
        return span.getEvents().stream().map(EventData::getName).toList();
    }

    @Override
    public void close() {
        sdk.close();
        GlobalOpenTelemetry.resetForTest();
    }
}

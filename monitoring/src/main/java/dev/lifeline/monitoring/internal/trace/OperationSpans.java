package dev.lifeline.monitoring.internal.trace;

import dev.lifeline.domain.connection.DatabaseOperation;
import dev.lifeline.domain.connection.OperationEvent;
import dev.lifeline.domain.port.out.OperationTracer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.util.function.Supplier;

/** Creates a span for each database operation, until its caller has the result. */
public final class OperationSpans implements OperationTracer {
    /**
     * Key of the operation's span. The driver or the mapper may have created child spans, but events belong to the
     * operation.
     */
    private static final ContextKey<Span> OPERATION = ContextKey.named("lifeline.operation");

    private final Tracer tracer;

    /** Creates spans with the given tracer. */
    public OperationSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public <T> T trace(DatabaseOperation operation, Supplier<T> run) {
        OperationSpanTemplate template = OperationSpanTemplate.of(operation);
        Span span = tracer.spanBuilder(template.name())
                .setSpanKind(SpanKind.CLIENT)
                .setAllAttributes(template.attributes())
                .startSpan();
        try {
            return Context.current()
                    .with(span)
                    .with(OPERATION, span)
                    .wrapSupplier(run)
                    .get();
        } catch (RuntimeException | Error e) {
            SpanFailure.of(e).mark(span);
            throw e;
        } finally {
            span.end();
        }
    }

    /**
     * Adds the event to the span of the operation, or to the current span, for a wait for a connection outside of an
     * operation.
     */
    @Override
    public void on(OperationEvent event) {
        Context context = Context.current();
        Span operation = context.get(OPERATION);
        Span span = operation == null ? Span.fromContext(context) : operation;
        if (span.isRecording()) {
            event.accept(new SpanEvents(span));
        }
    }
}

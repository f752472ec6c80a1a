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

/** A span for each operation on the database, from its beginning until its caller has its outcome. */
public final class OperationSpans implements OperationTracer {
    /** Others may have spans within ours, of the driver or the mapper; events are the operation's. */
    private static final ContextKey<Span> OPERATION = ContextKey.named("lifeline.operation");

    private final Tracer tracer;

    /** Spans of that tracer. */
    public OperationSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public <T> T trace(DatabaseOperation operation, Supplier<T> run) {
        SpanLook look = SpanLook.of(operation);
        Span span = tracer.spanBuilder(look.name())
                .setSpanKind(SpanKind.CLIENT)
                .setAllAttributes(look.attributes())
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

    /** Whoever waits for one of our connections outside of our operations has the wait told in whatever span is his. */
    @Override
    public void on(OperationEvent event) {
        Context context = Context.current();
        Span operation = context.get(OPERATION);
        Span span = operation == null ? Span.fromContext(context) : operation;
        if (span.isRecording()) {
            SpanEvents.add(span, event);
        }
    }
}

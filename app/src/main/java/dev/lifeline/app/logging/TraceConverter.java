package dev.lifeline.app.logging;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;

/** The trace of the logging thread, if it has one. */
final class TraceConverter extends ClassicConverter {

    @Override
    public String convert(ILoggingEvent event) {
        SpanContext span = Span.current().getSpanContext();
        return span.isValid() ? " (trace " + span.getTraceId() + ")" : "";
    }
}

package dev.lifeline.monitoring.internal.trace;

import dev.lifeline.monitoring.trace.Handling;
import dev.lifeline.monitoring.trace.TracedRequest;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.propagation.TextMapPropagator;

/** Creates a span for each request, unless another instrumentation has created one. */
public final class RequestSpans implements RequestTraces {
    private static final ContextKey<OpenRequest> REQUEST = ContextKey.named("lifeline.request");

    private static final int SERVER_ERRORS = 500;

    private final Tracer tracer;
    private final TextMapPropagator propagator;

    /**
     * Creates spans with the given tracer; the propagator of the telemetry reads the headers, or that of W3C if there
     * is none.
     */
    public RequestSpans(Tracer tracer, OpenTelemetry telemetry) {
        TextMapPropagator configured = telemetry.getPropagators().getTextMapPropagator();
        this.tracer = tracer;
        this.propagator = configured.fields().isEmpty() ? W3CTraceContextPropagator.getInstance() : configured;
    }

    /** A request in progress; its span is Lifeline's or that of another instrumentation. */
    private record OpenRequest(String name, Span span, boolean own) {}

    @Override
    public <E extends Exception> void trace(TracedRequest request, Handling<E> handling) throws E {
        Context before = Context.current();
        Span around = Span.fromContext(before);
        if (around.getSpanContext().isValid() && !around.getSpanContext().isRemote()) {
            RequestTraces.within(before.with(REQUEST, new OpenRequest(name(request), around, false)), handling);
            return;
        }
        Context parent = propagator.extract(before, request, RequestHeaders.GETTER);
        Span span = start(request, parent);
        try {
            RequestTraces.within(parent.with(span).with(REQUEST, new OpenRequest(name(request), span, true)), handling);
        } finally {
            span.end();
        }
    }

    @Override
    public Runnable carry(Runnable work) {
        Context here = Context.current();
        return here == Context.root() ? work : here.wrap(work);
    }

    @Override
    public void answered(String route, int status) {
        OpenRequest open = Context.current().get(REQUEST);
        if (open == null || !open.span().isRecording()) {
            return;
        }
        Span span = open.span();
        if (route.startsWith("/")) {
            span.updateName(open.name() + " " + route);
            span.setAttribute(AttributeNames.HTTP_ROUTE, route);
        }
        if (open.own()) {
            tell(span, status);
        }
    }

    private static void tell(Span span, int status) {
        span.setAttribute(AttributeNames.HTTP_RESPONSE_STATUS_CODE, status);
        if (status >= SERVER_ERRORS) {
            span.setAttribute(AttributeNames.ERROR_TYPE, Integer.toString(status));
            span.setStatus(StatusCode.ERROR);
        }
    }

    private Span start(TracedRequest request, Context parent) {
        String method = isOther(request) ? "_OTHER" : request.method();
        return tracer.spanBuilder(name(request))
                .setParent(parent)
                .setSpanKind(SpanKind.SERVER)
                .setAttribute(AttributeNames.HTTP_REQUEST_METHOD, method)
                .setAttribute(AttributeNames.URL_SCHEME, request.scheme())
                .setAttribute(AttributeNames.URL_PATH, request.path())
                .startSpan();
    }

    /** Returns the name of a span before its route is known. */
    private static String name(TracedRequest request) {
        return isOther(request) ? "HTTP" : request.method();
    }

    private static boolean isOther(TracedRequest request) {
        return request.method().equals("OTHER");
    }
}

package dev.lifeline.monitoring;

import static java.util.Objects.requireNonNull;

import dev.lifeline.domain.port.out.OperationTracer;
import dev.lifeline.monitoring.internal.trace.IncomingTraces;
import dev.lifeline.monitoring.internal.trace.OperationSpans;
import dev.lifeline.monitoring.internal.trace.RequestSpans;
import dev.lifeline.monitoring.internal.trace.RequestTraces;
import dev.lifeline.monitoring.trace.Handling;
import dev.lifeline.monitoring.trace.TracedRequest;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import java.util.Optional;

/**
 * Traces of requests and database operations, through OpenTelemetry's API: an agent or an SDK in the process records
 * them. Without either, nothing is recorded, at almost no cost; the trace of a request's headers is still available for
 * responses and log lines. Needs no closing. Safe for use by several threads.
 */
public final class Tracing {
    private static final String SCOPE = "dev.lifeline";

    private final OperationTracer operations;
    private final RequestTraces requests;

    private Tracing(OpenTelemetry telemetry) {
        Tracer tracer = telemetry.getTracer(SCOPE);
        boolean recorded = tracer.isEnabled();
        operations = recorded ? new OperationSpans(tracer) : new OperationTracer() {};
        requests = recorded ? new RequestSpans(tracer, telemetry) : new IncomingTraces();
    }

    /**
     * Returns tracing for libraries: uses the current global OpenTelemetry of the process and never installs one. An
     * OpenTelemetry that becomes global later is ignored.
     */
    public static Tracing global() {
        return new Tracing(GlobalOpenTelemetry.getOrNoop());
    }

    /**
     * Returns tracing for programs: like {@link #global()}, but initialises the global OpenTelemetry if there is none.
     * That is an SDK if its autoconfiguration is on the class path and {@code otel.java.global-autoconfigure.enabled}
     * is true.
     */
    public static Tracing ofProgram() {
        return new Tracing(GlobalOpenTelemetry.get());
    }

    /** Returns a tracer that creates a span for each database operation. */
    public OperationTracer operations() {
        return operations;
    }

    /**
     * Handles a request exactly once, in the trace of its headers, with a new span. If another instrumentation traces
     * requests already, its span is used and gets the route. Call it on the thread that handles the request; work on
     * other threads is not part of the span.
     *
     * @throws E any exception of the handling
     */
    public <E extends Exception> void request(TracedRequest request, Handling<E> handling) throws E {
        requests.trace(requireNonNull(request, "request"), requireNonNull(handling, "handling"));
    }

    /**
     * Returns the same work in the trace of the calling thread, for requests that are handled on another thread than
     * the one that an agent instruments.
     */
    public Runnable carry(Runnable work) {
        return requests.carry(requireNonNull(work, "work"));
    }

    /**
     * Adds the response to the span of the request on this thread.
     *
     * @param route template of the path; ignored if it does not begin with a slash
     */
    public void answered(String route, int status) {
        requests.answered(route, status);
    }

    /** Returns the trace of the calling thread, if there is one: 32 lower-case hexadecimal digits. */
    public Optional<String> traceId() {
        SpanContext current = Span.current().getSpanContext();
        return current.isValid() ? Optional.of(current.getTraceId()) : Optional.empty();
    }
}

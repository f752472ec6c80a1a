package dev.lifeline.monitoring;

import static java.util.Objects.requireNonNull;

import dev.lifeline.domain.port.out.OperationTracer;
import dev.lifeline.monitoring.internal.trace.CallersTraces;
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
 * Traces of requests and of operations on the database, through OpenTelemetry's API: an agent or an SDK of the process records
 * them. Where there is none, nothing is recorded and next to nothing is spent; the trace that a request says it belongs to is
 * known all the same, for answers and log lines. Holds nothing that must be closed. Safe for use by several threads.
 */
public final class Tracing {
    private static final String SCOPE = "dev.lifeline";

    private final OperationTracer operations;
    private final RequestTraces requests;

    private Tracing(OpenTelemetry telemetry) {
        Tracer tracer = telemetry.getTracer(SCOPE);
        boolean recorded = tracer.isEnabled();
        operations = recorded ? new OperationSpans(tracer) : new OperationTracer() {};
        requests = recorded ? new RequestSpans(tracer, telemetry) : new CallersTraces();
    }

    /**
     * For libraries: through what the process has made its global OpenTelemetry by now, which is not touched. What it makes so
     * later goes unnoticed.
     */
    public static Tracing global() {
        return new Tracing(GlobalOpenTelemetry.getOrNoop());
    }

    /**
     * For programs: the same, and if there is no global OpenTelemetry yet, it is settled now. That is an SDK, if its
     * autoconfiguration is on the class path and {@code otel.java.global-autoconfigure.enabled} is true.
     */
    public static Tracing ofProgram() {
        return new Tracing(GlobalOpenTelemetry.get());
    }

    /** Follows operations on the database, each with a span of its own. */
    public OperationTracer operations() {
        return operations;
    }

    /**
     * Handles a request, once, in the trace that it says it belongs to, with a span of its own. Where something else traces
     * requests already, its span is the one, and is told the route. To be called on the thread that handles the request; what other threads do of it
     * is not part of its span.
     *
     * @throws E whatever the handling throws
     */
    public <E extends Exception> void request(TracedRequest request, Handling<E> handling) throws E {
        requests.trace(requireNonNull(request, "request"), requireNonNull(handling, "handling"));
    }

    /**
     * The same work, in the trace that this thread works for now: for whoever has a request handled on another thread than that
     * on which an agent found it.
     */
    public Runnable carry(Runnable work) {
        return requests.carry(requireNonNull(work, "work"));
    }

    /**
     * Tells the span of the request that this thread handles of the answer.
     *
     * @param route the template of the path; what does not begin with a slash is none, and not told
     */
    public void answered(String route, int status) {
        requests.answered(route, status);
    }

    /** The trace that this thread works for, if there is one: 32 lower-case hexadecimal digits. */
    public Optional<String> traceId() {
        SpanContext current = Span.current().getSpanContext();
        return current.isValid() ? Optional.of(current.getTraceId()) : Optional.empty();
    }
}

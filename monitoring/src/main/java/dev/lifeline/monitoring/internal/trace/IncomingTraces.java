package dev.lifeline.monitoring.internal.trace;

import dev.lifeline.monitoring.trace.Handling;
import dev.lifeline.monitoring.trace.TracedRequest;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;

/** Records nothing, and keeps the trace of a request's headers. Costs nothing if there is none. */
public final class IncomingTraces implements RequestTraces {
    private static final String TRACEPARENT = "traceparent";

    /** Creates the object. */
    public IncomingTraces() {}

    @Override
    public <E extends Exception> void trace(TracedRequest request, Handling<E> handling) throws E {
        if (request.header(TRACEPARENT) == null) {
            handling.run();
            return;
        }
        Context before = Context.current();
        Context named = W3CTraceContextPropagator.getInstance().extract(before, request, RequestHeaders.GETTER);
        RequestTraces.within(named, handling);
    }

    @Override
    public Runnable carry(Runnable work) {
        return work;
    }

    @Override
    public void answered(String route, int status) {}
}

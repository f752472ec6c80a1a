package dev.lifeline.monitoring.internal.trace;

import dev.lifeline.monitoring.trace.Handling;
import dev.lifeline.monitoring.trace.TracedRequest;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;

/** Handles requests in their traces. Safe for use by several threads. */
public interface RequestTraces {

    /** Handles a request exactly once. */
    <E extends Exception> void trace(TracedRequest request, Handling<E> handling) throws E;

    /** Returns the same work in the trace of the calling thread. */
    Runnable carry(Runnable work);

    /** Adds the response to the span of the request on this thread. */
    void answered(String route, int status);

    /** Handles a request in the given context. */
    @SuppressWarnings("try") // the scope is there to be closed
    static <E extends Exception> void within(Context context, Handling<E> handling) throws E {
        try (Scope scope = context.makeCurrent()) {
            handling.run();
        }
    }
}

package dev.lifeline.monitoring.internal.trace;

import dev.lifeline.monitoring.trace.Handling;
import dev.lifeline.monitoring.trace.TracedRequest;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;

/** Has requests handled in the trace that they belong to. Safe for use by several threads. */
public interface RequestTraces {

    /** Handles a request, once. */
    <E extends Exception> void trace(TracedRequest request, Handling<E> handling) throws E;

    /** The same work, in the trace that this thread works for now. */
    Runnable carry(Runnable work);

    /** Tells the span of the request that this thread handles, of the answer. */
    void answered(String route, int status);

    /** Handles a request in that context. */
    @SuppressWarnings("try") // the scope is there to be closed
    static <E extends Exception> void within(Context context, Handling<E> handling) throws E {
        try (Scope scope = context.makeCurrent()) {
            handling.run();
        }
    }
}

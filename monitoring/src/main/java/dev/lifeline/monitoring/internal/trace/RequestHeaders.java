package dev.lifeline.monitoring.internal.trace;

import dev.lifeline.monitoring.trace.TracedRequest;
import io.opentelemetry.context.propagation.TextMapGetter;
import org.jspecify.annotations.Nullable;

/** Reads trace headers of a request. */
final class RequestHeaders implements TextMapGetter<TracedRequest> {
    static final RequestHeaders GETTER = new RequestHeaders();

    private RequestHeaders() {}

    @Override
    public @Nullable String get(@Nullable TracedRequest request, String name) {
        return request == null ? null : request.header(name);
    }
}

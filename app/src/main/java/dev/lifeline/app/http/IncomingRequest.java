package dev.lifeline.app.http;

import dev.lifeline.monitoring.trace.TracedRequest;
import dev.lifeline.rest.RequestObserver;
import org.glassfish.grizzly.http.server.Request;
import org.jspecify.annotations.Nullable;

/** Adapts a Grizzly request for tracing. */
record IncomingRequest(Request request) implements TracedRequest {

    @Override
    public String method() {
        return RequestObserver.methodLabel(request.getMethod().getMethodString());
    }

    @Override
    public String scheme() {
        return request.getScheme();
    }

    @Override
    public String path() {
        return request.getRequestURI();
    }

    @Override
    public @Nullable String header(String name) {
        return request.getHeader(name);
    }
}

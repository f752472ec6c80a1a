package dev.lifeline.monitoring;

import dev.lifeline.monitoring.trace.TracedRequest;
import java.util.Map;

/** Request with attributes that a test sets. */
record StubRequest(String method, String path, Map<String, String> headers) implements TracedRequest {

    static StubRequest get(String path) {
        return new StubRequest("GET", path, Map.of());
    }

    static StubRequest from(String traceparent) {
        return new StubRequest("GET", "/", Map.of("traceparent", traceparent));
    }

    @Override
    public String scheme() {
        return "http";
    }

    @Override
    public String header(String name) {
        return headers.get(name);
    }
}

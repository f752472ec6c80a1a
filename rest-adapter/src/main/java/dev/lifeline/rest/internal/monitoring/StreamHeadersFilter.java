package dev.lifeline.rest.internal.monitoring;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;

/** Keeps caches and proxies from holding back a stream. Done here, since the container makes the answer of a stream. */
@Provider
@StreamHeaders
public final class StreamHeadersFilter implements ContainerResponseFilter {

    /** Nothing to configure. */
    public StreamHeadersFilter() {}

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
        response.getHeaders().putSingle("X-Accel-Buffering", "no");
    }
}

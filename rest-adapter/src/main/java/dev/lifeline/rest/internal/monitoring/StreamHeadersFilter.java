package dev.lifeline.rest.internal.monitoring;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;

/**
 * Prevents caches and proxies from buffering a stream. It is a filter, because the container creates the response of a
 * stream.
 */
@Provider
@StreamHeaders
public final class StreamHeadersFilter implements ContainerResponseFilter {

    /** Creates the filter. */
    public StreamHeadersFilter() {}

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
        response.getHeaders().putSingle("X-Accel-Buffering", "no");
    }
}

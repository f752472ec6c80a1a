package dev.lifeline.rest.internal.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;

/** Prevents browsers from treating a response as another content type than the stated one. */
@Provider
public final class NosniffFilter implements ContainerResponseFilter {

    /** Creates the filter. */
    public NosniffFilter() {}

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        response.getHeaders().putSingle("X-Content-Type-Options", "nosniff");
    }
}

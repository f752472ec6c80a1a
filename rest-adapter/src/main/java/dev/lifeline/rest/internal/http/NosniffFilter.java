package dev.lifeline.rest.internal.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;

/** Forbids browsers to take an answer for something else than its content type says. */
@Provider
public final class NosniffFilter implements ContainerResponseFilter {

    /** Nothing to configure. */
    public NosniffFilter() {}

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        response.getHeaders().putSingle("X-Content-Type-Options", "nosniff");
    }
}

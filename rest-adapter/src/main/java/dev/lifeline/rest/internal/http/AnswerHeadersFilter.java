package dev.lifeline.rest.internal.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.Provider;

/**
 * Adds headers to all responses: browsers must neither treat a response as another content type than the stated one,
 * nor run or embed it, and caches must not keep it. Keeps more specific headers of a resource.
 */
@Provider
public final class AnswerHeadersFilter implements ContainerResponseFilter {
    private static final String POLICY = "Content-Security-Policy";
    private static final String NOTHING_ALLOWED = "default-src 'none'; frame-ancestors 'none'";

    /** A response with an entity tag can be revalidated, by the cache of one client. */
    private static final String REVALIDATE = "private, no-cache";

    private static final String NO_STORE = "no-store";

    /** Creates the filter. */
    public AnswerHeadersFilter() {}

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        MultivaluedMap<String, Object> headers = response.getHeaders();
        headers.putSingle("X-Content-Type-Options", "nosniff");
        if (!headers.containsKey(POLICY)) {
            headers.putSingle(POLICY, NOTHING_ALLOWED);
        }
        if (!headers.containsKey(HttpHeaders.CACHE_CONTROL)) {
            headers.putSingle(HttpHeaders.CACHE_CONTROL, isTagged(response) ? REVALIDATE : NO_STORE);
        }
    }

    private static boolean isTagged(ContainerResponseContext response) {
        int status = response.getStatus();
        return (status == Status.OK.getStatusCode() || status == Status.NOT_MODIFIED.getStatusCode())
                && response.getHeaders().containsKey(HttpHeaders.ETAG);
    }
}

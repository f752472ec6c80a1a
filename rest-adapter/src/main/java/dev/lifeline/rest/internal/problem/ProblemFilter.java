package dev.lifeline.rest.internal.problem;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Converts error responses of the container, for example for an unknown path or an invalid header, to problems. It is a
 * filter rather than a mapper, because containers refuse some requests without an exception. Response headers are kept.
 * Adds the trace of the request to all problems, if there is one.
 */
@Provider
public final class ProblemFilter implements ContainerResponseFilter {
    private static final Annotation[] NO_ANNOTATIONS = {};

    private final Supplier<Optional<String>> traceId;

    /** @param traceId returns the trace of the calling thread */
    public ProblemFilter(Supplier<Optional<String>> traceId) {
        this.traceId = traceId;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getStatus() >= Status.BAD_REQUEST.getStatusCode() && !response.hasEntity()) {
            makeProblem(response);
        }
        if (response.getEntity() instanceof Problem problem) {
            traceId.get().ifPresent(id -> response.setEntity(problem.inTrace(id)));
        }
    }

    private static void makeProblem(ContainerResponseContext response) {
        response.setEntity(Problem.of(response.getStatusInfo()), NO_ANNOTATIONS, Problem.MEDIA_TYPE);
        response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, Problem.CACHE_CONTROL);
        if (response.getStatus() == Status.UNSUPPORTED_MEDIA_TYPE.getStatusCode()) {
            response.getHeaders().putSingle("Accept-Post", MediaType.APPLICATION_JSON);
        }
        if (response.getStatus() == Status.METHOD_NOT_ALLOWED.getStatusCode()) {
            allowHead(response);
        }
    }

    /** Adds HEAD to the allowed methods; containers support it with GET, but do not always list it. */
    private static void allowHead(ContainerResponseContext response) {
        Set<String> methods = new TreeSet<>(response.getAllowedMethods());
        if (methods.contains(HttpMethod.GET)) {
            methods.add(HttpMethod.HEAD);
            response.getHeaders().putSingle(HttpHeaders.ALLOW, String.join(",", methods));
        }
    }
}

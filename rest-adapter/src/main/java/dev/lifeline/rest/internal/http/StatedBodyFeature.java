package dev.lifeline.rest.internal.http;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.Provider;
import org.jspecify.annotations.Nullable;

/**
 * Requires the content type on all methods that read a body, and forbids content codings. Containers assume the
 * required type if none is stated; but web pages can send a body without a type to other origins without a preflight
 * request.
 */
@Provider
public final class StatedBodyFeature implements DynamicFeature {
    /** Runs after filters with the default priority, so that a refusal is observed with its route. */
    private static final int LATE = Priorities.USER + 1;

    /** Creates the feature. */
    public StatedBodyFeature() {}

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        if (resource.getResourceMethod().isAnnotationPresent(Consumes.class)) {
            context.register(new StatedBody(), LATE);
        }
    }

    private record StatedBody() implements ContainerRequestFilter {
        private static final String IDENTITY = "identity";

        @Override
        public void filter(ContainerRequestContext request) {
            if (!isStated(request.getMediaType())) {
                throw new NotSupportedException();
            }
            String coding = request.getHeaderString(HttpHeaders.CONTENT_ENCODING);
            if (coding != null && !coding.equalsIgnoreCase(IDENTITY)) {
                throw new NotSupportedException(Response.status(Status.UNSUPPORTED_MEDIA_TYPE)
                        .header(HttpHeaders.ACCEPT_ENCODING, IDENTITY)
                        .build());
            }
        }

        private static boolean isStated(@Nullable MediaType type) {
            return type != null && !type.isWildcardType() && !type.isWildcardSubtype();
        }
    }
}

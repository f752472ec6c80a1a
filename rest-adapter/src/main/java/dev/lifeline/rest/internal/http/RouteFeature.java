package dev.lifeline.rest.internal.http;

import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import org.jspecify.annotations.Nullable;

/** Adds the template of the matched path to each request. The templates are computed once, at the start. */
@Provider
public final class RouteFeature implements DynamicFeature {
    private static final String ROUTE = RouteFeature.class.getName() + ".route";

    /** Creates the feature. */
    public RouteFeature() {}

    /** Returns the template of the path that the request matched, or {@code unmatched}. */
    public static String routeOf(ContainerRequestContext request) {
        return request.getProperty(ROUTE) instanceof String route ? route : "unmatched";
    }

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        Path root = resource.getResourceClass().getAnnotation(Path.class);
        if (root != null) {
            context.register(
                    new RouteStamp(route(root, resource.getResourceMethod().getAnnotation(Path.class))));
        }
    }

    private static String route(Path root, @Nullable Path method) {
        return method == null ? root.value() : root.value() + "/" + method.value();
    }

    private record RouteStamp(String route) implements ContainerRequestFilter {
        @Override
        public void filter(ContainerRequestContext request) {
            request.setProperty(ROUTE, route);
        }
    }
}

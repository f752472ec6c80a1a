package dev.lifeline.rest;

import static java.lang.System.Logger.Level.WARNING;

import dev.lifeline.domain.connection.CallerCancellation;
import dev.lifeline.domain.time.Ticker;
import dev.lifeline.rest.internal.http.RouteFeature;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import java.time.Duration;

/** Reports each request to the observer. */
@Provider
@PreMatching
final class ObservingFilter implements ContainerRequestFilter, ContainerResponseFilter {
    private static final System.Logger LOG = System.getLogger(ObservingFilter.class.getName());
    private static final int SERVER_ERRORS = 500;
    private static final String STARTED = ObservingFilter.class.getName() + ".started";

    private final RequestObserver observer;
    private final Ticker ticker;

    ObservingFilter(RequestObserver observer, Ticker ticker) {
        this.observer = observer;
        this.ticker = ticker;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        request.setProperty(STARTED, ticker.nanos());
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        try {
            observer.observed(
                    RequestObserver.methodLabel(request.getMethod()),
                    RouteFeature.routeOf(request),
                    statusOf(response),
                    took(request));
        } catch (RuntimeException e) {
            LOG.log(WARNING, "The observer of requests failed", e);
        }
    }

    /** Returns the status to report: a server error after a disconnect of the client is no failure of the server. */
    private static int statusOf(ContainerResponseContext response) {
        int status = response.getStatus();
        return status >= SERVER_ERRORS && CallerCancellation.current().isCancelled()
                ? RequestObserver.CLIENT_CLOSED_REQUEST
                : status;
    }

    private Duration took(ContainerRequestContext request) {
        return request.getProperty(STARTED) instanceof Long started
                ? Duration.ofNanos(ticker.nanos() - started)
                : Duration.ZERO;
    }
}

package dev.lifeline.rest;

import java.time.Duration;

/**
 * Observes all requests that reach the application, on the thread that serves each request, before its response is
 * written. Implementations must be fast and safe for use by several threads. Exceptions do not affect the request. The
 * server may report requests that it refused itself to the same observer.
 */
@FunctionalInterface
public interface RequestObserver {
    /** Status of a request with a disconnected client. No client reads this status; the number is that of nginx. */
    int CLIENT_CLOSED_REQUEST = 499;

    /**
     * Handles a request. Method and route have a limited set of values, so that both can label metrics.
     *
     * @param method the request's method, or {@code OTHER} if neither RFC 9110 nor RFC 5789 defines it
     * @param route template of the path, such as <code>/api/projects/{idOrSlug}</code>, or {@code unmatched}; {@code
     *     refused} if the server refused the request before it reached the application
     * @param status status of the response; {@link #CLIENT_CLOSED_REQUEST} instead of a server error if the client
     *     has disconnected
     * @param took time from the application's first filter, when the container has read the request up to its body,
     *     until the response is ready to be written; excludes the wait before the request and the writing
     */
    void observed(String method, String route, int status, Duration took);

    /** Returns the label for a method. Clients can invent any number of methods, which must not become labels. */
    static String methodLabel(String method) {
        return switch (method) {
            case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT" -> method;
            default -> "OTHER";
        };
    }
}

package dev.lifeline.rest;

import java.time.Duration;

/**
 * Hears of every request that reaches the application, when its answer is about to be written and on the thread that serves
 * it: must be quick and safe for use by several threads. What it throws harms no request. Whoever runs the server may tell the
 * same observer of requests that the server refused before.
 */
@FunctionalInterface
public interface RequestObserver {

    /**
     * Takes note of a request. Neither method nor route is free text of the caller's, so that both can label metrics.
     *
     * @param method the request's method, or {@code OTHER} if it is not one of those that RFC 9110 and RFC 5789 define
     * @param route the path's template, such as <code>/api/projects/{idOrSlug}</code>, or {@code unmatched};
     *     {@code refused} if the server refused the request before the application saw it
     * @param status the answer's status
     * @param took from when the application's first filter saw the request, which the container had read up to its body,
     *     until the answer was ready to be written; not how long the request waited before, nor the writing
     */
    void observed(String method, String route, int status, Duration took);

    /** What an observer is told of a method: callers can invent methods without end, and what becomes a label must not. */
    static String methodLabel(String method) {
        return switch (method) {
            case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT" -> method;
            default -> "OTHER";
        };
    }
}

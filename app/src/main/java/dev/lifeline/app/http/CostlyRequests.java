package dev.lifeline.app.http;

import java.time.Duration;
import java.util.Optional;
import org.glassfish.grizzly.http.Method;
import org.glassfish.grizzly.http.server.Request;

/**
 * Bounds how many requests of each costly kind are handled at once: pages, whose answers take memory, and searches, which take time
 * of the database. Others of the kind wait in a bounded queue and occupy no thread. Safe for use by several threads.
 */
final class CostlyRequests {
    private static final String PROJECTS = "/api/projects";

    /** A page of the default size has at most 130 kB, the largest page 630 kB. */
    private static final String OTHER_SIZE = "limit=";

    /** Half of the connections of a pool of the default size. */
    private static final int SEARCHES = 4;

    private static final int LARGE_PAGES = 4;
    private static final int PAGES = 8;
    /** What a burst brings that ends within some seconds. */
    private static final int QUEUE = 500;

    private static final int SEARCH_QUEUE = 64;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final Turnstile pages = new Turnstile(PAGES, QUEUE, LONGEST_WAIT);
    private final Turnstile largePages = new Turnstile(LARGE_PAGES, QUEUE, LONGEST_WAIT);
    private final Turnstile searches = new Turnstile(SEARCHES, SEARCH_QUEUE, LONGEST_WAIT);

    /** Returns the limit for a request, if it is costly. */
    Optional<Turnstile> limitOf(Request request) {
        if (request.getMethod() != Method.GET
                || !RequestTarget.matched(request.getRequestURI()).equals(PROJECTS)) {
            return Optional.empty();
        }
        String query = request.getQueryString();
        if (query == null) {
            return Optional.of(pages);
        }
        return Optional.of(isSearch(query) ? searches : query.contains(OTHER_SIZE) ? largePages : pages);
    }

    /** A name in another spelling, such as {@code %71}, counts as a search as well. */
    private static boolean isSearch(String query) {
        return query.startsWith("q=") || query.contains("&q=") || query.contains("%");
    }
}

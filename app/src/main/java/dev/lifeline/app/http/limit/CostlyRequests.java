package dev.lifeline.app.http.limit;

import dev.lifeline.app.request.RequestTarget;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.glassfish.grizzly.http.Method;
import org.glassfish.grizzly.http.server.Request;

/**
 * Bounds how many requests of each costly kind are handled at once: large pages, because their responses take memory,
 * and searches, because they take time of the database. Further requests of the kind wait in a bounded queue, without a
 * thread, for longer than the default hold of an outage. Safe for use by several threads.
 */
final class CostlyRequests {
    private static final String PROJECTS = "/api/projects";

    /**
     * Matches queries for a page of more than 20 projects, the default. A page of 20 has at most 130 kB, the largest
     * page 630 kB.
     */
    private static final Pattern LARGE = Pattern.compile("(^|&)limit=(2[1-9]|[3-9][0-9]|[0-9]{3,}+)(&|$)");

    /** Half of the connections of a pool of the default size. */
    private static final int SEARCHES = 4;

    private static final int LARGE_PAGES = 4;

    /** An outage of 15 s at some 60 such requests a second. */
    private static final int MOST_WAITING = 1_000;

    /** Part of all requests that may wait here for each kind, so that enough remain for others. */
    private static final int SHARE = 4;

    /**
     * Longest wait of a queued request. Exceeds the default hold, so that requests that wait here during an outage are
     * not refused earlier than others.
     */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final ConcurrencyLimit largePages;
    private final ConcurrencyLimit searches;

    /** @param maxRequests maximum number of all requests */
    CostlyRequests(int maxRequests) {
        int queue = Math.min(MOST_WAITING, maxRequests / SHARE);
        largePages = new ConcurrencyLimit(LARGE_PAGES, queue, LONGEST_WAIT);
        searches = new ConcurrencyLimit(SEARCHES, queue, LONGEST_WAIT);
    }

    /**
     * Starts a request's task, now or later, or refuses the request.
     *
     * @param executor runs a task on another thread, or returns false if there is no room for it
     */
    void start(Request request, Runnable task, Predicate<Runnable> executor, Runnable refusal) {
        limitOf(request).ifPresentOrElse(limit -> limit.start(task, executor, refusal), () -> {
            if (!executor.test(task)) {
                refusal.run();
            }
        });
    }

    /** Returns the limit for a request, if it is costly. */
    private Optional<ConcurrencyLimit> limitOf(Request request) {
        if ((request.getMethod() != Method.GET && request.getMethod() != Method.HEAD)
                || !RequestTarget.matched(request.getRequestURI()).equals(PROJECTS)) {
            return Optional.empty();
        }
        String query = request.getQueryString();
        if (query == null) {
            return Optional.empty();
        }
        if (isSearch(query)) {
            return Optional.of(searches);
        }
        return LARGE.matcher(query).find() ? Optional.of(largePages) : Optional.empty();
    }

    /** A name in another spelling, such as {@code %71}, counts as a search as well. */
    private static boolean isSearch(String query) {
        return query.startsWith("q=") || query.contains("&q=") || query.contains("%");
    }
}

package dev.lifeline.monitoring.trace;

import org.jspecify.annotations.Nullable;

/**
 * Data of a request for its span. Read only while the request is being handled, and only the data that the span needs.
 */
public interface TracedRequest {

    /** Returns its method, or {@code OTHER} if HTTP does not define it. */
    String method();

    /** Returns the scheme of its target. */
    String scheme();

    /** Returns the path of its target, without the query. */
    String path();

    /** Returns the first value of a header, or null if it is missing. */
    @Nullable
    String header(String name);
}

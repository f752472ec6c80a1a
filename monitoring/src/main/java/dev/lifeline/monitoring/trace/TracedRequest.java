package dev.lifeline.monitoring.trace;

import org.jspecify.annotations.Nullable;

/** A request, as far as its span tells of it. Asked only while the request is being handled, and only for what is needed. */
public interface TracedRequest {

    /** Its method, or {@code OTHER} if that is none that HTTP knows. */
    String method();

    /** The scheme of its target. */
    String scheme();

    /** The path of its target, without the query. */
    String path();

    /** The value of a header, or null if it is not there; of the first one if there are several. */
    @Nullable
    String header(String name);
}

package dev.lifeline.app.http.grizzly;

import java.util.List;
import org.glassfish.grizzly.ThreadCache;

/**
 * Grizzly's caches of used objects, which belong to threads. A request is created on the thread that reads connections,
 * and ends on another one. The cache of that thread is never emptied: 200 threads kept 16 requests of 9 kB each.
 */
final class ThreadCaches {
    private static final List<String> KEPT = List.of(
            "org.glassfish.grizzly.http.server.Request",
            "org.glassfish.grizzly.http.HttpServerFilter$ServerHttpRequestImpl",
            "org.glassfish.grizzly.http.HttpResponsePacketImpl",
            "org.glassfish.grizzly.http.HttpContent");

    /** Requests that are answered where they are read need one at a time. */
    private static final int EACH = 1;

    private ThreadCaches() {}

    /** Bounds the caches. To be called before the first request: the first size that is named for a class is used. */
    static void bound() {
        KEPT.forEach(name -> ThreadCache.obtainIndex(name, Object.class, EACH));
    }
}

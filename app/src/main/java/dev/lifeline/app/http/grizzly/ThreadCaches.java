package dev.lifeline.app.http.grizzly;

import java.util.List;
import org.glassfish.grizzly.ThreadCache;

/**
 * Grizzly's caches of reusable objects, one for each thread. A request is created on the selector's thread and ends on
 * another one, which caches it and never reuses it: 200 threads kept 16 requests of 9 kB each.
 */
final class ThreadCaches {
    private static final List<String> KEPT = List.of(
            "org.glassfish.grizzly.http.server.Request",
            "org.glassfish.grizzly.http.HttpServerFilter$ServerHttpRequestImpl",
            "org.glassfish.grizzly.http.HttpResponsePacketImpl",
            "org.glassfish.grizzly.http.HttpContent");

    /** A request that the selector's thread answers itself needs one cached object at a time. */
    private static final int EACH = 1;

    private ThreadCaches() {}

    /**
     * Bounds the caches. Must be called before the first request, because Grizzly uses the first size that is set for a
     * class.
     */
    static void bound() {
        KEPT.forEach(name -> ThreadCache.obtainIndex(name, Object.class, EACH));
    }
}

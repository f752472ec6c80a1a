package dev.lifeline.app.request;

import java.util.Set;

/** Paths of the probes, which never wait for anything. */
public final class Probes {
    private static final Set<String> PATHS = Set.of("/health/live", "/health/ready", "/health/started", "/health");

    private static final String DATABASE_HEALTH = "/api/health/database";

    private Probes() {}

    /** Returns whether a path is that of a probe. */
    public static boolean contain(String path) {
        return PATHS.contains(RequestTarget.matched(path));
    }

    /**
     * Returns whether a path reports the health of the service. Such paths are served even if there is no room for
     * other requests.
     */
    public static boolean tellHealth(String path) {
        return contain(path) || RequestTarget.matched(path).equals(DATABASE_HEALTH);
    }
}

package dev.lifeline.app.request;

import java.util.Set;

/** Paths of the probes, which never wait for anything. */
public final class Probes {
    /** Path of the check of the database, for which callers may wait. */
    public static final String DATABASE_HEALTH = "/api/health/database";

    private static final Set<String> PATHS = Set.of("/health/live", "/health/ready", "/health/started", "/health");

    private Probes() {}

    /** Returns whether a path is that of a probe, written without matrix parameters and closing slashes. */
    public static boolean containPlain(String path) {
        return PATHS.contains(path);
    }

    /** Returns whether a path is that of a probe. */
    public static boolean contain(String path) {
        return containPlain(RequestTarget.matched(path));
    }
}

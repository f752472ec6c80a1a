package dev.lifeline.app.access;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Permission that a request needs. Together with {@link Role} this is the table of {@code docs/security.md}; a test
 * keeps both equal.
 */
public enum Permission {
    /** Probes, and the check of the database: up or down, without details. */
    HEALTH("short health", "`GET /health/*`, `GET /api/health/database`"),
    /** Content of projects. */
    READ_PROJECTS("reading projects", "`GET /api/projects*`"),
    /** Changes of projects. */
    WRITE_PROJECTS("writing projects", "other methods on `/api/projects*`"),
    /** Everything that operators see: status page, status, incidents, events, metrics, and unknown paths. */
    DETAILS("details", "`GET` of `/`, `/assets/*`, `/metrics`, `/api/monitoring/*`, and of every other path"),
    /** Everything that changes the service, and unknown requests. */
    ADMINISTRATION("administration", "`POST /api/health/database`, `GET …?reconnect=true`, and everything else");

    private static final Set<String> PROBES = Set.of("/health", "/health/live", "/health/ready", "/health/started");
    private static final String DATABASE_HEALTH = "/api/health/database";
    private static final String PROJECTS = "/api/projects";
    private static final String NO_RECONNECT = "reconnect=false";

    private final String title;
    private final String requests;

    Permission(String title, String requests) {
        this.title = title;
        this.requests = requests;
    }

    /**
     * Returns the permission that a request needs. Every unlisted path needs one of the last two permissions, so that a
     * path that the application decodes differently is not admitted by mistake.
     */
    static Permission of(AccessRequest request) {
        String method = request.method();
        String path = request.path();
        if (path.contains("/.") || path.contains("//")) {
            return ADMINISTRATION;
        }
        boolean reads = method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS");
        if (path.equals(PROJECTS) || path.startsWith(PROJECTS + "/")) {
            return reads ? READ_PROJECTS : WRITE_PROJECTS;
        }
        if (!reads) {
            return ADMINISTRATION;
        }
        if (path.equals(DATABASE_HEALTH)) {
            return mayReconnect(request.query()) ? ADMINISTRATION : HEALTH;
        }
        return PROBES.contains(path) ? HEALTH : DETAILS;
    }

    /** Returns whether the query may contain the parameter; its name may be encoded. */
    private static boolean mayReconnect(@Nullable String query) {
        return query != null && !query.equals(NO_RECONNECT) && (query.contains("reconnect") || query.indexOf('%') >= 0);
    }

    /** Returns whether requests of this kind are served on the listener. */
    boolean isServedOn(Listener listener) {
        return switch (this) {
            case HEALTH -> true;
            case READ_PROJECTS, WRITE_PROJECTS -> listener != Listener.ADMIN;
            case DETAILS, ADMINISTRATION -> listener != Listener.PUBLIC;
        };
    }

    String title() {
        return title;
    }

    /** Returns the row of the table in Markdown. */
    String row() {
        var row = new StringBuilder("| ")
                .append(title)
                .append(" | ")
                .append(requests)
                .append(" | ");
        row.append(this == HEALTH ? "all clients" : "local clients");
        for (Role role : Role.values()) {
            row.append(" | ").append(this == HEALTH || role.grants(this) ? "yes" : "");
        }
        return row.append(" |").toString();
    }
}

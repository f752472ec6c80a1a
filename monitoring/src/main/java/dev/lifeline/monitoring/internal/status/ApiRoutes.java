package dev.lifeline.monitoring.internal.status;

/** Distinguishes requests for the service's purpose from those for its monitoring. */
final class ApiRoutes {
    private static final String WORK = "/api/";
    private static final String HEALTH = "/api/health/";
    private static final String MONITORING = "/api/monitoring/";

    private ApiRoutes() {}

    /** Returns whether the route belongs to the API, but to neither health nor monitoring. */
    static boolean isWork(String route) {
        return route.startsWith(WORK) && !route.startsWith(HEALTH) && !route.startsWith(MONITORING);
    }
}

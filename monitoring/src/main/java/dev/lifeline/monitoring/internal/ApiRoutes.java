package dev.lifeline.monitoring.internal;

/** Tells the requests that the service is there for from those that look after it. */
final class ApiRoutes {
    private static final String WORK = "/api/";
    private static final String HEALTH = "/api/health/";
    private static final String MONITORING = "/api/monitoring/";

    private ApiRoutes() {}

    /** Whether the route is one of the interface's, and neither about health nor about monitoring. */
    static boolean isWork(String route) {
        return route.startsWith(WORK) && !route.startsWith(HEALTH) && !route.startsWith(MONITORING);
    }
}
